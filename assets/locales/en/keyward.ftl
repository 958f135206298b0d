# Every sentence of Keyward in English.
#
# House style: a single sentence has no full stop, several have one each. A button that asks for more ends in "…",
# and so does what is under way, after a space. No Title Case, no colon after a label. "Passkey" in lower case within
# a sentence; never "token", "passwordless", "WebAuthn" or "U2F". Buttons carry the verb.
#
# In messages that choose by $kind, it is one of: passkey, authenticator-app, security-key, email-code, sms-code,
# identity. What a variable holds is told only here; other languages need no such comments.

# The language's own name, for the list of languages
language-name = English
# How dates, numbers and lists are written where the system does not name a region of this language (BCP 47)
formats = en-GB

## Buttons that several screens have

# Gives up what is open
cancel = Cancel
# Closes a notice that was read
dismiss = Dismiss
# The same for screen readers, with what it closes
# $what (String) - heading of the notice, or the method's name
dismiss-named = Dismiss: { $what }
# Puts details into the clipboard
copy-details = Copy details
# Said on that button afterwards
copied = Copied
show-details = Show details
hide-details = Hide details
# Reads, or does, the same once more
try-again = Try again
# Begins a sign-in after a session ended
sign-in-again = Sign in again
# The same, where the session must end first
sign-out-then-in = Sign out to sign in again
# Goes back to the form with the server's address
check-server = Check server address and client id

## First screen

# What Keyward is
introduction = See what opens your account, and remove what you no longer have. Keyward shows what would still let you in before anything is removed.
# Three steps, for whoever opens Keyward for the first time
how-it-works = How it works
how-sign-in = You sign in on your server’s own page, in your browser. Keyward never sees your password.
how-list = You see everything that opens your account: passkeys, password, second steps, linked identities
how-remove = You choose what goes. Keyward first tells you what would still let you in, so that you never lock yourself out unawares.
# Over the form
your-server = Your server
# Label of the address field
address = Server address
# Label of the client id field
client-id = Client id of Keyward
# Under the client id field
client-id-note = Both come from whoever runs the server
# Nothing was typed there
no-client-id = Enter the client id. The administrator of the server can tell you.
# Takes both
go-on = Continue
# Starts the demo server
try-demo = Try the demo
starting-demo = Starting the demo …
# What the demo is
demo-note = No account needed: the demo runs on this machine, and nothing in it is real
# Starts the sign-in
sign-in = Sign in
# Signs in with a choice of accounts
another-account = Use another account
# Back to the form
another-server = Use another server
# The check box
stay-signed-in = Stay signed in
# The same for the demo, which ends with the window
stay-signed-in-demo = Stay signed in while Keyward is open
# What signing in does
sign-in-note = Your browser opens, and you sign in on the server’s own page. Keyward never sees your password.
# The card's heading once the server is known
# $server (String) - host, and port where there is one
sign-in-to = Sign in to { $server }
sign-in-to-demo = Sign in to the demo
# Under it
# $id (String) - client id
target-note = Client id { $id }
target-note-demo = Demo server on this machine: nothing here is real
# Under that
administered = Filled in by the administrator of this computer
# Something was cut off the pasted address
# $path (String) - what was cut off
address-cut = { $path } was left out: only the server itself is needed
address-empty = Enter the address of your server, for example id.example.com
address-unreadable = This is not an address. It should look like id.example.com or https://id.example.com:8443.
# $scheme (String) - for example ftp
address-scheme = An address that begins with { $scheme }:// cannot be used. It must begin with https://.
address-plain-http = http:// is not safe: others on the way could read along. Use https://.
address-credentials = Leave out the user name and password. You sign in later, in your browser.

## Accounts that can be opened without signing in

# Heading
your-accounts = Your accounts
# Button of each
open-account = Open
# The same for screen readers
# $name (String) - the person's name
# $server (String) - host
open-account-named = Open { $name }, on { $server }
# $name (String) - the person's name
# $login (String) - login name
# $server (String) - host
open-account-named-login = Open { $name }, { $login }, on { $server }
# $server (String) - host and port
on-demo = Demo server on this machine, { $server }

## Sign-in under way

# Heading
signing-in = Signing in
# $server (String) - host
connecting-to = Connecting to { $server }
# Going on with what the keychain holds
resuming = Signing in again …
# While the browser is open
continue-in-browser = Continue in your browser
# What to do there
browser-note = Sign in there, then come back here. If no page has opened, copy the link and open it yourself.
# No browser was started
no-browser = No browser could be opened. Copy the link and open it yourself.
copy-link = Copy link
# Names the shortened link for screen readers
link = Link for signing in
# After the browser came back
finishing = Finishing
finishing-note = The browser has answered, and Keyward checks the answer

## The page that the browser shows at the end

page-received = Go back to Keyward
    .text = Keyward finishes the sign-in. You can close this page.
page-refused = You are not signed in
    .text = Go back to Keyward: it says why, and there you can try again. You can close this page.
page-stranger = This is not from the sign-in that Keyward is waiting for
    .text = Nothing has changed. Close this page, and start from Keyward if you want to sign in.

## Signed in

# To the list of accounts, without signing out
switch-account = Switch account
sign-out = Sign out
signing-out = Signing out …
# Reads everything again
read-again = Read again
reading = Reading …
# The first reading of a session
first-reading = Reading what opens your account …
# Under the summary; said aloud when something was read again
# $time (String) - for example 14:02:33
last-read = Last read at { $time }
passkeys = Passkeys
passkeys-note = For signing in without a password
password = Password
second-steps = Second steps
second-steps-note = Asked for after your password. No way in by themselves.
identities = Linked identities
identities-note = For signing in with an account elsewhere
rules = Rules of your server
# Label of the search box
search = Search
# A part that could not be read
could-not-be-read = Could not be read
# Heading of a list with how many are in it
# $heading (String) - for example Passkeys
# $number (String) - how many
with-count = { $heading } ({ $number })
# $server (String) - host
no-passkeys = You have no passkeys yet. A passkey lets you sign in with your fingerprint, your face or a security key, without a password. You can add one on the pages of { $server }.
passkeys-not-read = Your passkeys could not be read. That does not mean that there are none.
second-steps-not-read = Your second steps could not be read. That does not mean that there are none.
identities-not-read = Your linked identities could not be read. That does not mean that there are none.
# $typed (String) - what was looked for
nothing-found = Nothing has “{ $typed }” in its name
# How many the search shows
# $shown (String) - a number
# $all (String) - a number
found = { $shown } of { $all } shown
password-set = A password is set
password-not-set = No password is set
no-second-step = None is set up
no-identity = None is linked
rule-no-user-names = There is no field for a login name, so neither a password nor a passkey can be used
rule-no-passkeys = Passkeys are not taken for signing in
rule-no-identities = Linked identities are not taken for signing in
rule-second-step-for-all = Everyone must use a second step, unless they sign in with a passkey
rule-second-step-for-password = Whoever signs in with a password must use a second step
rule-no-second-steps = No second step is offered
rule-no-reset = A forgotten password cannot be reset on the sign-in page
rule-none = Passkeys, passwords and linked identities are all taken

## Ways to sign in

# $count (Number) - how many, for the plural
# $number (String) - the same as it is written
summary =
    { $count ->
        [one] You have { $number } way to sign in
       *[other] You have { $number } ways to sign in
    }
# Not everything could be read
# $count (Number) - how many, for the plural
# $number (String) - the same as it is written
summary-at-least =
    { $count ->
        [one] You have at least { $number } way to sign in
       *[other] You have at least { $number } ways to sign in
    }
summary-none = No way to sign in is left
summary-unknown = Keyward cannot tell how you can sign in
# $topics (String) - a list of what stands in the messages topic-…
unread = Keyward could not read { $topics }
topic-passkeys = your passkeys
topic-password = whether a password is set
topic-second-steps = your second steps
topic-identities = your linked identities
topic-policy = the server’s rules for signing in
topic-address = which address your passkeys were made for
topic-contacts = whether your e-mail address and phone number are verified
passkeys-elsewhere = The passkeys in the list may belong to another address of the server, and may not work here
advice-unknown = It cannot be told whether one more passkey would be wise
advice-not-taken-locked-out = The server takes no passkeys: ask its administrator for help before you sign out
advice-not-taken = The server takes no passkeys at the moment
advice-add-now = Add a passkey now, on your server’s own pages
advice-only-way = One more passkey would be wise: if you lose this one way, you cannot sign in
advice-first-passkey = A passkey would be wise: it is the safest way to sign in
advice-second-passkey = One more passkey, on another device, would be wise
advice-enough = If you lose one, the others still let you in
# A way in a list: the password, and what is asked for after it
# $step (String) - none; asked: $steps follows; set-up: one must be set up; perhaps: nobody knows
# $steps (String) - a list of what stands in the messages step-…
way-password =
    { $step ->
        [asked] Password, then { $steps }
        [set-up] Password, then setting up a second step, which the server requires
        [perhaps] Password, then perhaps a second step
       *[none] Password
    }
# $name (String) - the passkey's name
way-passkey = Passkey { $name }
# Its name, from right to left, follows on a line of its own
way-passkey-alone = Passkey
# $name (String) - name of the provider, or the message way-identity-unnamed
# $step (String) - as in way-password
# $steps (String) - as in way-password
way-identity =
    { $step ->
        [asked] { $name }, then { $steps }
        [set-up] { $name }, then setting up a second step, which the server requires
        [perhaps] { $name }, then perhaps a second step
       *[none] { $name }
    }
way-identity-unnamed = Linked identity
step-authenticator-app = a code from your authenticator app
step-security-key = your security key
step-email-code = a code by e-mail
step-sms-code = a code by text message
# Stands for the ways that are not named
# $count (Number) - how many, for the plural
# $number (String) - the same as it is written
ways-more =
    { $count ->
        [one] and { $number } more
       *[other] and { $number } more
    }

## Methods: passkeys, second steps, linked identities

# Names the kind of a method
# $kind (String) - see above
kind =
    { $kind ->
        [passkey] Passkey
        [authenticator-app] Authenticator app
        [security-key] Security key (second step)
        [email-code] Codes by e-mail
        [sms-code] Codes by text message
       *[identity] Linked identity
    }
# Stands for the name of a method that has none
# $kind (String) - passkey, security-key, identity
unnamed =
    { $kind ->
        [passkey] Passkey without a name
        [security-key] Security key without a name
       *[identity] Provider without a name
    }
# Names the fact that says which method it is about
# $kind (String) - see above
fact-name =
    { $kind ->
        [passkey] Passkey
        [security-key] Security key
        [identity] Provider
       *[other] Second step
    }
# Names the person's name at a provider
name-there = Name there
# What a second step is for, on its card
# $kind (String) - authenticator-app, security-key, email-code, sms-code
purpose =
    { $kind ->
        [authenticator-app] A code from an app on your phone
        [security-key] A security key to touch
        [email-code] A code sent to your e-mail address
       *[sms-code] A code sent to your phone number
    }
# Begins a removal
remove = Remove…
# The same for screen readers
# $name (String) - name of the method
remove-named = Remove { $name }…
# The same for a linked identity
# $name (String) - name of the provider
# $there (String) - the person's name there
remove-named-there = Remove { $name }, { $there }…
# $day (String) - for example 12 March 2026
added = added about { $day }
added-tooltip = Worked out from its id, so it is approximate
state-not-ready = not ready: it does not open your account
state-not-told = the server does not say whether it works
# $state (String) - the server's word
state-other = its state is { $state }
# Asks whether to remove it
# $kind (String) - see above
remove-question =
    { $kind ->
        [passkey] Remove this passkey?
        [authenticator-app] Remove the authenticator app?
        [security-key] Remove this security key?
        [email-code] Remove the codes by e-mail?
        [sms-code] Remove the codes by text message?
       *[identity] Remove this linked identity?
    }
# The button that removes it
# $kind (String) - see above
remove-button =
    { $kind ->
        [passkey] Remove passkey
        [authenticator-app] Remove authenticator app
        [security-key] Remove security key
        [email-code] Remove codes by e-mail
        [sms-code] Remove codes by text message
       *[identity] Remove linked identity
    }
# What removing it means
# $kind (String) - see above
afterwards =
    { $kind ->
        [authenticator-app] Its codes will not be asked for, nor taken, when you sign in afterwards
        [security-key] It will not be asked for, nor taken, when you sign in afterwards
        [email-code] No such codes will be sent when you sign in afterwards
        [sms-code] No such codes will be sent when you sign in afterwards
       *[passkey] You will not be able to sign in with it afterwards
    }
# $name (String) - name of the method
removing = Removing { $name } …

## The question before a removal

# Which server, under the account
# $server (String) - host
on-server = on { $server }
# Over the ways that remain
after-this = After this you can sign in with
# Something changed while the dialog was open
changed = This changed since the dialog opened: read it again
# Nobody can see which address a passkey was made for
try-one-first = Keyward cannot see which address each passkey was made for: try one of them first, in another browser window
# What was typed is not it
wrong-answer = That is not it. Nothing was removed.
# While it is on its way
do-not-close = Waiting for the server’s answer. Please leave Keyward open.
# The window was asked to close meanwhile
# $number (String) - of seconds, for example 90
closing = Keyward closes as soon as it is known whether it was removed, after { $number } seconds at the latest
warning-last-passkey = This is your last passkey
warning-one-way-left = Only one way to sign in will be left. If you lose it, you cannot sign in.
warning-cannot-tell = Keyward cannot tell whether you could still sign in after this
warning-lock-out = Nothing else would open your account. After this you cannot sign in at all.
password-alone = Your password alone will open your account: whoever knows it can sign in
help-administrator = If you are locked out, only the administrator of the server can let you in again
help-reset = If you are locked out, the administrator of the server can let you in again. You may also be able to set a password by e-mail, from the sign-in page.
risk-cannot-tell = Try again first. Go on only if it must be gone now, because it was stolen.
risk-lock-out = Add a passkey first, on your server’s own pages. Go on only if it must be gone now, because it was stolen.
# Labels of the field for the typed answer
# $challenge (String) - what is to be typed
type-passkey-name = To go on, type the name of the passkey, { $challenge }
# $challenge (String) - what is to be typed
type-security-key-name = To go on, type the name of the security key, { $challenge }
# $challenge (String) - what is to be typed
type-provider-name = To go on, type the name of the provider, { $challenge }
# $challenge (String) - what is to be typed
type-end-of-id = To go on, type the last characters of its id, { $challenge }
# $challenge (String) - what is to be typed
type-login-name = To go on, type your login name, { $challenge }
# $challenge (String) - what is to be typed
type-server = To go on, type the address of the server, { $challenge }

## What came of a removal

# Over a receipt
removed = Removed
# Over a result without a receipt
# $kind (String) - see above
gone =
    { $kind ->
        [passkey] The passkey is gone
        [authenticator-app] The authenticator app is gone
        [security-key] The security key is gone
        [email-code] The codes by e-mail are gone
        [sms-code] The codes by text message are gone
       *[identity] The linked identity is gone
    }
account = Account
login-name = Login name
server = Server
# The removal is on its way
sending = Waiting for the server’s answer
gone-by-reading = No receipt came, but the server does not have it any more
gone-before = It was gone already, so nothing had to be removed
# An unsure removal is being settled
reading-to-settle = Keyward is reading the list again to find out
# $time (String) - for example 14:02
still-listed = It was still listed at { $time }
list-not-read-either = The list could not be read either, so it is still not known
sessions-stay = Whoever signed in with it before stays signed in until that session ends
# No way in is left
add-one-now = You are still signed in here: add a passkey now on your server’s own pages
# $site (String) - host
# $login (String) - login name
delete-the-copy = A copy may remain in your password manager or on your security key. Delete it there too: look for the site { $site } and the login name { $login }.
# $site (String) - host
# $login (String) - login name
delete-the-entry = The entry in your authenticator app stays there. Delete it too: look for the site { $site } and the login name { $login }.
provider-stays = Your account at the provider itself stays as it is
sequence = Sequence
changed-at = Changed at
resource-owner = Resource owner
created-at = Created at
# More names of facts, for what is copied
provider-id = Provider id
id = Id
account-id = Account id
# One fact in what is copied
# $name (String) - name of the fact
# $value (String) - its value
fact-line = { $name }: { $value }
# A day and a time
# $day (String) - for example 12 March 2026
# $time (String) - for example 14:02:33
day-and-time = { $day }, { $time }

## Where the copy of a passkey is deleted

where-is-the-copy = Where to find the copy
hide-copy-steps = Hide where to find the copy
guide-windows-hello = Windows Hello
    .steps = Open Settings, Accounts, Passkeys, then the three dots beside the passkey
guide-icloud = iCloud Keychain
    .steps = Open the Passwords app (on older systems Settings, Passwords), then the site
guide-google = Google Password Manager
    .steps = Open passwords.google.com or Chrome’s settings for passwords, then the site
guide-bitwarden = Bitwarden
    .steps = Edit the login of the site and remove its passkey
guide-one-password = 1Password
    .steps = Edit the login of the site and remove its passkey
guide-keepassxc = KeePassXC
    .steps = Select the entry of the site and remove its passkey (from version 2.7.9)
guide-yubikey = YubiKey
    .steps = Open Yubico Authenticator, Passkeys, then the passkey of the site

## Notices

notice-another-account = This is another account than before
# $before (String) - login name
# $now (String) - login name
notice-another-account-more = Before, you were signed in as { $before }. Now it is { $now }.
notice-signed-out = You are signed out
notice-signed-out-more = The server knows it too
# Asked to sign out by the desktop's menu
notice-not-signed-in = Nobody was signed in
notice-not-signed-in-more = There is no session that Keyward could end.
# A link with the scheme keyward:, of a web page for example
notice-unknown-link = Keyward does not know that link
notice-unknown-link-more = A page or a program asked for something that does not exist. Nothing was done.
# What a dialog asked about has gone from the list
# $kind (String) - see above
# $name (String) - name of the method
gone-meanwhile =
    { $kind ->
        [passkey] The passkey { $name } is not in the list any more
        [authenticator-app] The authenticator app is not in the list any more
        [security-key] The security key { $name } is not in the list any more
        [email-code] The codes by e-mail are not in the list any more
        [sms-code] The codes by text message are not in the list any more
       *[identity] The linked identity at { $name } is not in the list any more
    }
# The same without a name
# $kind (String) - passkey, security-key, identity
gone-meanwhile-unnamed =
    { $kind ->
        [passkey] The passkey without a name is not in the list any more
        [security-key] The security key without a name is not in the list any more
       *[identity] The linked identity is not in the list any more
    }
gone-meanwhile-more = Nothing was removed by Keyward: it had gone before

## What did not happen

trouble-start-demo = The demo did not start
trouble-not-zitadel = This is not a ZITADEL server
trouble-unknown-client = The server does not know Keyward
trouble-certificate = The server’s certificate is not trusted
trouble-connect = No connection to the server
trouble-sign-in = You are not signed in
trouble-stay-signed-in = You are no longer signed in
# $topic (String) - passkeys, password, second-steps, identities, policy, address, contacts
trouble-read =
    { $topic ->
        [passkeys] Your passkeys could not be read
        [password] It could not be read whether a password is set
        [second-steps] Your second steps could not be read
        [identities] Your linked identities could not be read
        [policy] The server’s rules for signing in could not be read
        [address] It could not be read which address your passkeys were made for
       *[contacts] It could not be read whether your e-mail address and phone number are verified
    }
# $kind (String) - see above
trouble-not-removed =
    { $kind ->
        [passkey] The passkey was not removed
        [authenticator-app] The authenticator app was not removed
        [security-key] The security key was not removed
        [email-code] The codes by e-mail were not removed
        [sms-code] The codes by text message were not removed
       *[identity] The linked identity was not removed
    }
# $kind (String) - see above
trouble-perhaps-removed =
    { $kind ->
        [passkey] It is not known whether the passkey was removed
        [authenticator-app] It is not known whether the authenticator app was removed
        [security-key] It is not known whether the security key was removed
        [email-code] It is not known whether the codes by e-mail were removed
        [sms-code] It is not known whether the codes by text message were removed
       *[identity] It is not known whether the linked identity was removed
    }
trouble-keep-session = You will have to sign in again at the next start
trouble-resume-session = Your kept sign-in could not be read
trouble-resume-later = You could not be signed in again just now
trouble-forget-session = Your kept sign-in could not be deleted
trouble-sign-out = The server could not be told that you signed out
trouble-system-settings = Your administrator’s settings could not be used
trouble-read-settings = Your settings could not be read
trouble-keep-settings = Your settings could not be saved

## Whether anything changed

unchanged = Nothing was changed in your account
changed-account = Your account was changed
changed-something = Something was changed
changed-unknown = It is not known whether anything was changed
signed-out-here = You are signed out here. The server ends the session by itself later.
signed-out-here-perhaps = You are signed out here. It is not known whether the session on the server has ended.
settings-not-kept = They hold until Keyward is closed. Nothing was changed in the file.
settings-new = Keyward begins with new settings. Your account was not changed.

## Why, and the next step where somebody else must take it

# $host (String) - host
why-host-not-found = No server is known under the name { $host }. Check the address, and whether you are online.
# The same in a session, where the address was right before
# $host (String) - host
why-offline = The name { $host } is not known at the moment. You may be offline.
# $host (String) - host
why-not-reachable = Nothing answers at { $host }. The server may be down, or you may be offline.
# $host (String) - host
why-certificate = This computer does not trust the certificate of { $host }. If your organisation has its own certificate, install it on this computer, or ask the administrator for it.
why-no-trust-store = This computer has no usable list of trusted certificates, so no server can be checked. Install your system’s certificate package (often called ca-certificates).
why-proxy = The proxy refused the connection. Check the proxy settings of this computer.
why-timed-out = The server took too long to answer
why-connection-lost = The connection ended in the middle
why-not-zitadel = Something answers at this address, but it is not a ZITADEL server. Check the address.
# $issuer (String) - an address
why-other-issuer = The server calls itself { $issuer }. Enter that address instead, if you trust it.
# $endpoint (String) - an address
why-unsafe-endpoint = The server points to an address that is not safe to use: { $endpoint }. The administrator of the server must set this right.
# $id (String) - client id
why-unknown-client = The server knows no app with the client id { $id }. Ask the administrator for the client id of Keyward.
why-redirect = The server does not let Keyward receive the answer. The administrator must allow the address http://127.0.0.1/callback for this app.
why-no-port = Keyward could not wait for the browser’s answer: no port could be opened on this computer
why-consent = You refused on the server’s page
# $code (String) - the server's word
why-authorization = The server ended the sign-in with the error { $code }
why-sign-in-timed-out = The sign-in was not finished in the browser in time
# $code (String) - the server's word
why-exchange = The server did not finish the sign-in and answered with the error { $code }
why-scope = The server does not let this app see your account. The administrator must check how Keyward is registered.
why-session-ended = Your session has ended on the server
why-second-step = The server now asks for a second step. Sign in again with it.
why-other-account = The server answered for another account than the one shown
# $kind (String) - see above
why-already-gone =
    { $kind ->
        [passkey] The passkey is not on the server any more
        [authenticator-app] The authenticator app is not on the server any more
        [security-key] The security key is not on the server any more
        [email-code] The codes by e-mail are not on the server any more
        [sms-code] The codes by text message are not on the server any more
       *[identity] The linked identity is not on the server any more
    }
why-gone = It is not on the server any more
# The server has no instance for the host that it was asked at
why-wrong-host = The server does not go by the address that Keyward has for it. Check the server address.
why-not-permitted = The server does not allow your account to do this. Its administrator can change that.
why-account-not-found = The server does not find your account any more. Ask its administrator.
# No such call: an old version, or an address changed on the way
why-unknown-request = The server does not know what Keyward asked for. It may be too old, or something in between may change addresses. Ask its administrator.
why-removal-refused = The server refused to remove it
why-refused = The server refused
why-busy = The server has too much to do at the moment, or its quota is used up. Wait a little.
# $count (Number) - how many, for the plural
# $number (String) - the same as it is written
why-busy-seconds =
    { $count ->
        [one] The server has too much to do at the moment, or its quota is used up. It asks you to wait for { $number } second.
       *[other] The server has too much to do at the moment, or its quota is used up. It asks you to wait for { $number } seconds.
    }
# $count (Number) - how many, for the plural
# $number (String) - the same as it is written
why-busy-minutes =
    { $count ->
        [one] The server has too much to do at the moment, or its quota is used up. It asks you to wait for { $number } minute.
       *[other] The server has too much to do at the moment, or its quota is used up. It asks you to wait for { $number } minutes.
    }
why-server-failed = Something went wrong on the server
why-not-the-server = The answer did not come from your server: a network sign-in page, a proxy or a filter may stand in between
why-unreadable = Keyward could not understand the answer
why-confirmation-too-old = Your confirmation was more than a minute old when it was to be sent, so it was not used
why-changed-meanwhile = What would remain afterwards had changed, and you were no longer signed in to be asked again
# $file (String) - file name
why-settings-kept-aside = They could not be understood. They are kept aside as { $file }, and new ones were begun.
# $file (String) - file name
why-system-settings = Keyward could not read or understand the file { $file }, and starts without it. The administrator of this computer can set it right.
why-keychain-resume = The keychain of this computer could not be used. Unlock it and try again, or sign in anew.
why-keychain-forget = The keychain of this computer could not be used, and may still hold your sign-in. Unlock it and delete the entry dev.keyward.Keyward in it.
why-keychain = The keychain of this computer could not be used, so your sign-in is kept only while Keyward is open
why-settings-file = The file could not be used. Check that the settings folder can be written to and the disk is not full.
why-demo = This computer did not let the demo server start
why-system = This computer’s operating system refused
# A check of the server's answer at sign-in
# $fault (String) - missing, issuer, audience, nonce, signature, subject, unreadable
why-check =
    { $fault ->
        [missing] The server’s answer did not pass a check: it does not say who you are
        [issuer] The server’s answer did not pass a check: it comes from another server
        [audience] The server’s answer did not pass a check: it is meant for another app
        [nonce] The server’s answer did not pass a check: it belongs to another sign-in
        [signature] The server’s answer did not pass a check: its signature is not the server’s
        [subject] The server’s answer did not pass a check: it names two different accounts
       *[unreadable] The server’s answer did not pass a check: it could not be understood
    }
why-clock = The clocks of this computer and of the server differ too much. Set the clock, then try again.
# $count (Number) - minutes, for the plural
# $number (String) - the same as it is written
why-clock-ahead =
    { $count ->
        [one] This computer’s clock is about { $number } minute ahead of the server’s. Set the clock, then try again.
       *[other] This computer’s clock is about { $number } minutes ahead of the server’s. Set the clock, then try again.
    }
# $count (Number) - minutes, for the plural
# $number (String) - the same as it is written
why-clock-behind =
    { $count ->
        [one] This computer’s clock is about { $number } minute behind the server’s. Set the clock, then try again.
       *[other] This computer’s clock is about { $number } minutes behind the server’s. Set the clock, then try again.
    }

## Names of details

detail-message = Message
detail-id = Id
detail-status = HTTP status
detail-code = Code
detail-time = Time
detail-cause = Cause

## On standard error, when the window cannot open

no-display = Keyward needs a display and found none: start it in a desktop session, or try it without one by "xvfb-run -a keyward --demo" (Debian package xvfb)
open-but-silent = Keyward is open already, but does not answer: look for its window, or end it in the system’s list of programs and start it again
# The same while its window is closed and it still has to finish
still-ending = Keyward is closing and still saves your sign-in: start it again in a moment
# $cause (String) - the system's own word
display-not-opened = Keyward could not open the display: check that it runs and that these libraries are there, on Debian and Ubuntu "apt install libx11-6 libxcursor1 libxi6", or lend Keyward another one by "xvfb-run -a keyward --demo" (Debian package xvfb) ({ $cause })
# $cause (String) - the system's own word
no-graphics = Keyward could not draw its window: install a graphics driver with OpenGL 2.1 or later, on Debian and Ubuntu "apt install libgl1 libgl1-mesa-dri" ({ $cause })
# The same on Windows
# $cause (String) - the system's own word
no-graphics-windows = Keyward could not draw its window: install the graphics driver of your computer’s maker, or a newer one ({ $cause })
# $cause (String) - the system's own word
library-missing = Keyward could not load a library of the system: install what is missing, on Debian and Ubuntu "apt install libx11-6 libxcursor1 libxi6 libxkbcommon0 libxkbcommon-x11-0 libgl1 libgl1-mesa-dri" ({ $cause })
# $cause (String) - the system's own word
not-started = Keyward could not start ({ $cause })
ended-unexpectedly = Keyward failed and had to end; a removal that was under way may have been done: start Keyward again and look at the list
# $typed (String) - the argument
# $reason (String) - one of the messages address-…
bad-argument = --server { $typed } cannot be used: { $reason }

## Settings, keyboard shortcuts, about

# Buttons under every page, and headings of what they open
settings = Settings
shortcuts = Keyboard shortcuts
about-keyward = About Keyward
# Closes what they opened
close = Close
language = Language
# $name (String) - the language's own name
language-of-system = The system’s ({ $name })
# Light or dark
theme = Theme
theme-system = As the system has it
theme-light = Light
theme-dark = Dark
high-contrast = High contrast
high-contrast-by-system = The system asks for high contrast
# A key with the control key, or Apple's command key
# $key (String) - the key
keys-ctrl = Ctrl { $key }
# $key (String) - the key
keys-cmd = Cmd { $key }
keys-tab = Tab, Shift Tab
keys-space = Space
keys-arrows = Up, Down
keys-pages = Page Up, Page Down
keys-ends = Home, End
keys-delete = Delete
keys-escape = Esc
shortcut-sheet = Show this list
shortcut-read = Read again
shortcut-search = Search, from eight entries on
shortcut-tab = To the next control, or back
shortcut-space = Press what has the focus
shortcut-arrows = From card to card in the lists
shortcut-pages = Several cards up or down
shortcut-ends = To the first or last card
shortcut-delete = Ask to remove the card that has the focus
shortcut-escape = Cancel, close, or clear the search
shortcut-larger = Larger
shortcut-smaller = Smaller
shortcut-usual-size = Usual size
about-version = Version
about-build = Built for
about-system = System
about-settings = Settings
about-log = Log
about-privacy = Keyward talks to your server only. It sends nothing about you or itself to anybody else, and keeps no cache.
about-licence = MIT or Apache-2.0, as you like. The typeface Inter is under the SIL Open Font License.
copy-for-support = Copy for support
open-settings-folder = Open settings folder
open-log-folder = Open log folder
