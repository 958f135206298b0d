//! One Keyward for each settings folder: a second start brings the first one's window to the front, and hands over
//! what it was asked for.
//!
//! A lock on a file tells who is first; the system lets go of it however a program ends. Where to reach the
//! first, and the word that it listens for, stand in a file that only the person can read: other people on
//! the machine can connect to a loopback port, too.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use oauth2::CsrfToken;
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _};

use crate::domain::Action;
use crate::storage::write_private;

const LOCK: &str = "instance.lock";
const DOOR: &str = "instance.json";
/// How long the first one may take to answer.
const ANSWER_LIMIT: Duration = Duration::from_secs(2);
/// How long one that is ending is waited for.
const ENDING_LIMIT: Duration = Duration::from_secs(6);
/// How long whoever connects may take to say what they want.
const WISH_LIMIT: Duration = Duration::from_millis(300);
/// The longest wish, in bytes.
const LONGEST_WISH: u64 = 256;
const ANSWER: &str = "shown\n";
/// Between looks for the door of a first one that is just starting.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// Who is first.
#[derive(Debug)]
pub enum Claim {
    /// This one.
    First(First),
    /// Another one, which has shown its window.
    Shown,
    /// Another one, which has no window any more and still keeps its sessions.
    Ending,
    /// Another one, which does not answer.
    Silent,
}

/// The first one: holds the lock as long as it lives.
#[derive(Debug)]
pub struct First {
    /// Locked.
    lock: File,
    listener: TcpListener,
    word: CsrfToken,
    door: PathBuf,
}

/// Where the first one can be reached.
#[derive(Serialize, Deserialize)]
struct Door {
    port: u16,
    word: String,
    /// Nowhere any more: it is about to end.
    #[serde(default)]
    ending: bool,
}

/// What the first one says.
enum Said {
    /// Its window is shown.
    Shown,
    /// It has none any more.
    Ending,
    /// Nothing that can be understood.
    Nothing,
}

/// Finds out who is first in `folder`, and asks the first one to show itself and do `action`. Waits for it for two seconds, and
/// for six where it is ending; if it ends meanwhile, this one is first.
///
/// # Errors
/// Where the folder cannot be used, or no loopback port can be opened.
pub fn claim(folder: &Path, action: Action) -> io::Result<Claim> {
    std::fs::create_dir_all(folder)?;
    let lock = OpenOptions::new().create(true).truncate(false).write(true).open(folder.join(LOCK))?;
    let begun = Instant::now();
    loop {
        match lock.try_lock() {
            Ok(()) => return First::open(folder, lock).map(Claim::First),
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(error)) => return Err(error),
        }
        match knock(folder, action).unwrap_or(Said::Nothing) {
            Said::Shown => return Ok(Claim::Shown),
            Said::Ending if begun.elapsed() >= ENDING_LIMIT => return Ok(Claim::Ending),
            Said::Nothing if begun.elapsed() >= ANSWER_LIMIT => return Ok(Claim::Silent),
            // It may not be listening yet, or about to end.
            Said::Ending | Said::Nothing => sleep(LOOK_AGAIN),
        }
    }
}

/// Keeps others from being first, as long as it lives.
#[derive(Debug)]
pub struct Hold {
    /// The same lock.
    _lock: File,
    door: PathBuf,
}

impl Hold {
    /// Tells others that there is no window any more: they wait for the end.
    ///
    /// # Errors
    /// Where the system refuses.
    pub fn ends(&self) -> io::Result<()> {
        write_door(&self.door, &Door { port: 0, word: String::new(), ending: true })
    }
}

impl First {
    fn open(folder: &Path, lock: File) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let word = CsrfToken::new_random();
        let port = listener.local_addr()?.port();
        let door = folder.join(DOOR);
        write_door(&door, &Door { port, word: word.secret().clone(), ending: false })?;
        Ok(Self { lock, listener, word, door })
    }

    /// Stays first when nobody is served any more: without a window, and not yet at the end.
    ///
    /// # Errors
    /// Where the system refuses.
    pub fn hold(&self) -> io::Result<Hold> {
        Ok(Hold { _lock: self.lock.try_clone()?, door: self.door.clone() })
    }

    /// Calls `show` for each second start, with what it was asked for, until dropped.
    pub async fn serve(self, show: impl Fn(Action)) {
        let Self { lock: _locked, listener, word, .. } = self;
        let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
        loop {
            let Ok((stream, _)) = listener.accept().await else {
                tokio::time::sleep(LOOK_AGAIN).await;
                continue;
            };
            // Whoever says nothing in time, or goes away, is done with.
            let _ = tokio::time::timeout(WISH_LIMIT, hear(stream, word.secret(), &show)).await;
        }
    }
}

fn write_door(path: &Path, door: &Door) -> io::Result<()> {
    write_private(path, &serde_json::to_vec(door)?)
}

fn wish(word: &str, action: Action) -> String {
    format!("show {word} {}\n", action.name())
}

/// Shows the window where a wish is said with this word, to the letter, and only then answers that it is shown.
async fn hear(stream: tokio::net::TcpStream, word: &str, show: impl Fn(Action)) -> io::Result<()> {
    let mut stream = tokio::io::BufReader::new(stream.take(LONGEST_WISH));
    let mut said = Vec::new();
    stream.read_until(b'\n', &mut said).await?;
    let action = Action::ALL.into_iter().find(|action| said == wish(word, *action).as_bytes());
    if let Some(action) = action {
        show(action);
        stream.into_inner().into_inner().write_all(ANSWER.as_bytes()).await?;
    }
    Ok(())
}

/// Asks the first one to show its window.
fn knock(folder: &Path, action: Action) -> io::Result<Said> {
    let mut text = Vec::new();
    File::open(folder.join(DOOR))?.take(LONGEST_WISH).read_to_end(&mut text)?;
    let Door { port, word, ending } = serde_json::from_slice(&text)?;
    if ending {
        return Ok(Said::Ending);
    }
    let mut stream =
        TcpStream::connect_timeout(&SocketAddr::from((Ipv4Addr::LOCALHOST, port)), ANSWER_LIMIT)?;
    stream.set_read_timeout(Some(ANSWER_LIMIT))?;
    stream.set_write_timeout(Some(ANSWER_LIMIT))?;
    stream.write_all(wish(&word, action).as_bytes())?;
    let mut answer = String::new();
    BufReader::new(stream.take(LONGEST_WISH)).read_line(&mut answer)?;
    Ok(if answer == ANSWER { Said::Shown } else { Said::Nothing })
}
