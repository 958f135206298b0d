# Alle Sätze von Keyward auf Deutsch.
#
# Hausstil: Ein einzelner Satz hat keinen Punkt, mehrere haben je einen. Anrede „Sie“. „Passkey“, „Authenticator-App“,
# „Sicherheitsschlüssel“, „zweiter Faktor“, „verknüpftes Konto“. Kein „Token“, kein „passwortlos“.

language-name = Deutsch
formats = de-DE

cancel = Abbrechen
dismiss = Ausblenden
dismiss-named = Ausblenden: { $what }
copy-details = Einzelheiten kopieren
copied = Kopiert
show-details = Einzelheiten zeigen
hide-details = Einzelheiten verbergen
try-again = Noch einmal versuchen
sign-in-again = Neu anmelden
sign-out-then-in = Abmelden und neu anmelden
check-server = Serveradresse und Client-ID prüfen

introduction = Sehen Sie, womit sich Ihr Konto öffnen lässt, und entfernen Sie, was Sie nicht mehr haben. Bevor etwas entfernt wird, zeigt Keyward, womit Sie sich dann noch anmelden können.
how-it-works = So geht es
how-sign-in = Sie melden sich im Browser auf der Seite Ihres Servers an. Keyward sieht Ihr Passwort nie.
how-list = Sie sehen alles, was Ihr Konto öffnet: Passkeys, Passwort, zweite Faktoren, verknüpfte Konten
how-remove = Sie wählen, was wegsoll. Keyward sagt vorher, womit Sie dann noch hineinkommen, damit Sie sich nicht unbemerkt aussperren.
your-server = Ihr Server
address = Serveradresse
client-id = Client-ID von Keyward
client-id-note = Beides weiß, wer den Server betreibt
no-client-id = Geben Sie die Client-ID ein. Wer den Server verwaltet, kann sie nennen.
go-on = Weiter
try-demo = Demo ausprobieren
starting-demo = Demo wird gestartet …
demo-note = Ohne Konto: Die Demo läuft auf diesem Rechner, und nichts darin ist echt
sign-in = Anmelden
another-account = Anderes Konto verwenden
another-server = Anderen Server verwenden
stay-signed-in = Angemeldet bleiben
stay-signed-in-demo = Angemeldet bleiben, solange Keyward offen ist
sign-in-note = Ihr Browser öffnet sich, und Sie melden sich auf der Seite des Servers an. Keyward sieht Ihr Passwort nie.
sign-in-to = Anmelden bei { $server }
sign-in-to-demo = Anmelden bei der Demo
target-note = Client-ID { $id }
target-note-demo = Demoserver auf diesem Rechner: Hier ist nichts echt
administered = Eingetragen von der Verwaltung dieses Rechners
address-cut = { $path } wurde weggelassen: Nur der Server selbst wird gebraucht
address-empty = Geben Sie die Adresse Ihres Servers ein, zum Beispiel id.example.com
address-unreadable = Das ist keine Adresse. Sie sollte aussehen wie id.example.com oder https://id.example.com:8443.
address-scheme = Eine Adresse, die mit { $scheme }:// beginnt, ist nicht verwendbar. Sie muss mit https:// beginnen.
address-plain-http = http:// ist nicht sicher: Andere könnten unterwegs mitlesen. Verwenden Sie https://.
address-credentials = Lassen Sie Benutzername und Passwort weg. Sie melden sich später im Browser an.

your-accounts = Ihre Konten
open-account = Öffnen
open-account-named = { $name } auf { $server } öffnen
open-account-named-login = { $name }, { $login }, auf { $server } öffnen
on-demo = Demoserver auf diesem Rechner, { $server }

signing-in = Anmeldung
connecting-to = Verbindung mit { $server }
resuming = Sie werden wieder angemeldet …
continue-in-browser = Weiter im Browser
browser-note = Melden Sie sich dort an und kommen Sie dann hierher zurück. Hat sich keine Seite geöffnet, kopieren Sie den Link und öffnen Sie ihn selbst.
no-browser = Es ließ sich kein Browser öffnen. Kopieren Sie den Link und öffnen Sie ihn selbst.
copy-link = Link kopieren
link = Link zum Anmelden
finishing = Abschluss
finishing-note = Der Browser hat geantwortet, und Keyward prüft die Antwort

page-received = Gehen Sie zurück zu Keyward
    .text = Keyward schließt die Anmeldung ab. Sie können diese Seite schließen.
page-refused = Sie sind nicht angemeldet
    .text = Gehen Sie zurück zu Keyward: Dort steht, warum, und dort können Sie es noch einmal versuchen. Sie können diese Seite schließen.
page-stranger = Das gehört nicht zu der Anmeldung, auf die Keyward wartet
    .text = Es hat sich nichts geändert. Schließen Sie diese Seite und beginnen Sie in Keyward, wenn Sie sich anmelden möchten.

switch-account = Konto wechseln
sign-out = Abmelden
signing-out = Sie werden abgemeldet …
read-again = Neu laden
reading = Wird geladen …
first-reading = Es wird geladen, womit sich Ihr Konto öffnen lässt …
last-read = Zuletzt geladen um { $time }
passkeys = Passkeys
passkeys-note = Zum Anmelden ohne Passwort
password = Passwort
second-steps = Zweite Faktoren
second-steps-note = Werden nach dem Passwort verlangt. Allein reichen sie nicht zum Anmelden.
identities = Verknüpfte Konten
identities-note = Zum Anmelden mit einem Konto bei einem anderen Anbieter
rules = Regeln Ihres Servers
search = Suchen
could-not-be-read = Ließ sich nicht laden
with-count = { $heading } ({ $number })
no-passkeys = Sie haben noch keinen Passkey. Mit einem Passkey melden Sie sich mit Fingerabdruck, Gesicht oder Sicherheitsschlüssel an, ganz ohne Passwort. Hinzufügen können Sie ihn auf den Seiten von { $server }.
passkeys-not-read = Ihre Passkeys ließen sich nicht laden. Das heißt nicht, dass es keine gibt.
second-steps-not-read = Ihre zweiten Faktoren ließen sich nicht laden. Das heißt nicht, dass es keine gibt.
identities-not-read = Ihre verknüpften Konten ließen sich nicht laden. Das heißt nicht, dass es keine gibt.
nothing-found = Nichts hat „{ $typed }“ im Namen
found = { $shown } von { $all } angezeigt
password-set = Ein Passwort ist festgelegt
password-not-set = Es ist kein Passwort festgelegt
no-second-step = Keiner ist eingerichtet
no-identity = Keines ist verknüpft
rule-no-user-names = Es gibt kein Feld für einen Anmeldenamen, daher gehen weder Passwort noch Passkey
rule-no-passkeys = Passkeys werden zum Anmelden nicht angenommen
rule-no-identities = Verknüpfte Konten werden zum Anmelden nicht angenommen
rule-second-step-for-all = Alle brauchen einen zweiten Faktor, außer beim Anmelden mit einem Passkey
rule-second-step-for-password = Wer sich mit einem Passwort anmeldet, braucht einen zweiten Faktor
rule-no-second-steps = Es wird kein zweiter Faktor angeboten
rule-no-reset = Ein vergessenes Passwort lässt sich auf der Anmeldeseite nicht zurücksetzen
rule-none = Passkeys, Passwörter und verknüpfte Konten werden alle angenommen

summary =
    { $count ->
        [one] Sie haben { $number } Möglichkeit, sich anzumelden
       *[other] Sie haben { $number } Möglichkeiten, sich anzumelden
    }
summary-at-least =
    { $count ->
        [one] Sie haben mindestens { $number } Möglichkeit, sich anzumelden
       *[other] Sie haben mindestens { $number } Möglichkeiten, sich anzumelden
    }
summary-none = Es gibt keine Möglichkeit mehr, sich anzumelden
summary-unknown = Keyward kann nicht sagen, womit Sie sich anmelden können
unread = Keyward konnte Folgendes nicht laden: { $topics }
topic-passkeys = Ihre Passkeys
topic-password = ob ein Passwort festgelegt ist
topic-second-steps = Ihre zweiten Faktoren
topic-identities = Ihre verknüpften Konten
topic-policy = die Anmelderegeln des Servers
topic-address = für welche Adresse Ihre Passkeys angelegt wurden
topic-contacts = ob Ihre E-Mail-Adresse und Telefonnummer bestätigt sind
passkeys-elsewhere = Die Passkeys in der Liste gehören vielleicht zu einer anderen Adresse des Servers und funktionieren hier womöglich nicht
advice-unknown = Ob ein weiterer Passkey ratsam wäre, lässt sich nicht sagen
advice-not-taken-locked-out = Der Server nimmt keine Passkeys an: Bitten Sie seine Verwaltung um Hilfe, bevor Sie sich abmelden
advice-not-taken = Der Server nimmt zurzeit keine Passkeys an
advice-add-now = Fügen Sie jetzt auf den Seiten Ihres Servers einen Passkey hinzu
advice-only-way = Ein weiterer Passkey wäre ratsam: Geht diese eine Möglichkeit verloren, können Sie sich nicht anmelden
advice-first-passkey = Ein Passkey wäre ratsam: Er ist die sicherste Art, sich anzumelden
advice-second-passkey = Ein weiterer Passkey auf einem anderen Gerät wäre ratsam
advice-enough = Wenn Sie etwas davon verlieren, kommen Sie mit dem Übrigen noch hinein
way-password =
    { $step ->
        [asked] Passwort, danach { $steps }
        [set-up] Passwort, danach das Einrichten eines zweiten Faktors, den der Server verlangt
        [perhaps] Passwort, danach vielleicht ein zweiter Faktor
       *[none] Passwort
    }
way-passkey = Passkey { $name }
way-passkey-alone = Passkey
way-identity =
    { $step ->
        [asked] { $name }, danach { $steps }
        [set-up] { $name }, danach das Einrichten eines zweiten Faktors, den der Server verlangt
        [perhaps] { $name }, danach vielleicht ein zweiter Faktor
       *[none] { $name }
    }
way-identity-unnamed = Verknüpftes Konto
step-authenticator-app = ein Code aus Ihrer Authenticator-App
step-security-key = Ihr Sicherheitsschlüssel
step-email-code = ein Code per E-Mail
step-sms-code = ein Code per SMS
ways-more =
    { $count ->
        [one] und { $number } weitere
       *[other] und { $number } weitere
    }

kind =
    { $kind ->
        [passkey] Passkey
        [authenticator-app] Authenticator-App
        [security-key] Sicherheitsschlüssel (zweiter Faktor)
        [email-code] Codes per E-Mail
        [sms-code] Codes per SMS
       *[identity] Verknüpftes Konto
    }
unnamed =
    { $kind ->
        [passkey] Passkey ohne Namen
        [security-key] Sicherheitsschlüssel ohne Namen
       *[identity] Anbieter ohne Namen
    }
fact-name =
    { $kind ->
        [passkey] Passkey
        [security-key] Sicherheitsschlüssel
        [identity] Anbieter
       *[other] Zweiter Faktor
    }
name-there = Name dort
purpose =
    { $kind ->
        [authenticator-app] Ein Code aus einer App auf Ihrem Telefon
        [security-key] Ein Sicherheitsschlüssel zum Berühren
        [email-code] Ein Code an Ihre E-Mail-Adresse
       *[sms-code] Ein Code an Ihre Telefonnummer
    }
remove = Entfernen…
remove-named = { $name } entfernen…
remove-named-there = { $name }, { $there }, entfernen…
added = seit etwa { $day }
added-tooltip = Aus der ID errechnet, daher ungefähr
state-not-ready = nicht fertig eingerichtet: Ihr Konto öffnet sich damit nicht
state-not-told = der Server sagt nicht, ob es funktioniert
state-other = Zustand laut Server: { $state }
remove-question =
    { $kind ->
        [passkey] Diesen Passkey entfernen?
        [authenticator-app] Die Authenticator-App entfernen?
        [security-key] Diesen Sicherheitsschlüssel entfernen?
        [email-code] Die Codes per E-Mail entfernen?
        [sms-code] Die Codes per SMS entfernen?
       *[identity] Dieses verknüpfte Konto entfernen?
    }
remove-button =
    { $kind ->
        [passkey] Passkey entfernen
        [authenticator-app] Authenticator-App entfernen
        [security-key] Sicherheitsschlüssel entfernen
        [email-code] Codes per E-Mail entfernen
        [sms-code] Codes per SMS entfernen
       *[identity] Verknüpftes Konto entfernen
    }
afterwards =
    { $kind ->
        [authenticator-app] Beim Anmelden werden ihre Codes danach weder verlangt noch angenommen
        [security-key] Beim Anmelden wird er danach weder verlangt noch angenommen
        [email-code] Beim Anmelden werden danach keine solchen Codes mehr geschickt
        [sms-code] Beim Anmelden werden danach keine solchen Codes mehr geschickt
       *[passkey] Danach können Sie sich damit nicht mehr anmelden
    }
removing = { $name } wird entfernt …

on-server = auf { $server }
after-this = Danach können Sie sich anmelden mit
changed = Seit dem Öffnen dieses Fensters hat sich etwas geändert: Lesen Sie es noch einmal
try-one-first = Keyward kann nicht sehen, für welche Adresse ein Passkey angelegt wurde: Probieren Sie zuerst einen davon in einem anderen Browserfenster aus
wrong-answer = Das stimmt nicht überein. Es wurde nichts entfernt.
do-not-close = Die Antwort des Servers steht noch aus. Bitte lassen Sie Keyward offen.
closing = Keyward wird geschlossen, sobald feststeht, ob es entfernt wurde, spätestens nach { $number } Sekunden
warning-last-passkey = Das ist Ihr letzter Passkey
warning-one-way-left = Es bleibt nur eine Möglichkeit, sich anzumelden. Geht sie verloren, können Sie sich nicht anmelden.
warning-cannot-tell = Keyward kann nicht sagen, ob Sie sich danach noch anmelden könnten
warning-lock-out = Sonst würde nichts Ihr Konto öffnen. Danach können Sie sich gar nicht mehr anmelden.
password-alone = Ihr Passwort allein öffnet dann Ihr Konto: Wer es kennt, kann sich anmelden
help-administrator = Wenn Sie ausgesperrt sind, kann nur die Verwaltung des Servers Sie wieder hineinlassen
help-reset = Wenn Sie ausgesperrt sind, kann die Verwaltung des Servers Sie wieder hineinlassen. Vielleicht können Sie auch auf der Anmeldeseite per E-Mail ein Passwort festlegen.
risk-cannot-tell = Versuchen Sie es zuerst noch einmal. Gehen Sie nur weiter, wenn es jetzt wegmuss, weil es gestohlen wurde.
risk-lock-out = Fügen Sie zuerst auf den Seiten Ihres Servers einen Passkey hinzu. Gehen Sie nur weiter, wenn es jetzt wegmuss, weil es gestohlen wurde.
type-passkey-name = Um fortzufahren, geben Sie den Namen des Passkeys ein: { $challenge }
type-security-key-name = Um fortzufahren, geben Sie den Namen des Sicherheitsschlüssels ein: { $challenge }
type-provider-name = Um fortzufahren, geben Sie den Namen des Anbieters ein: { $challenge }
type-end-of-id = Um fortzufahren, geben Sie die letzten Zeichen der ID ein: { $challenge }
type-login-name = Um fortzufahren, geben Sie Ihren Anmeldenamen ein: { $challenge }
type-server = Um fortzufahren, geben Sie die Adresse des Servers ein: { $challenge }

removed = Entfernt
gone =
    { $kind ->
        [passkey] Der Passkey ist weg
        [authenticator-app] Die Authenticator-App ist weg
        [security-key] Der Sicherheitsschlüssel ist weg
        [email-code] Die Codes per E-Mail sind weg
        [sms-code] Die Codes per SMS sind weg
       *[identity] Das verknüpfte Konto ist weg
    }
account = Konto
login-name = Anmeldename
server = Server
sending = Die Antwort des Servers steht noch aus
gone-by-reading = Eine Bestätigung kam nicht, aber auf dem Server ist es nicht mehr vorhanden
gone-before = Es war schon weg, daher musste nichts entfernt werden
reading-to-settle = Keyward lädt die Liste neu, um es herauszufinden
still-listed = Um { $time } stand es noch in der Liste
list-not-read-either = Auch die Liste ließ sich nicht laden, daher ist es weiter ungewiss
sessions-stay = Wer sich vorher damit angemeldet hat, bleibt angemeldet, bis diese Sitzung endet
add-one-now = Hier sind Sie noch angemeldet: Fügen Sie jetzt auf den Seiten Ihres Servers einen Passkey hinzu
delete-the-copy = In Ihrem Passwortmanager oder auf Ihrem Sicherheitsschlüssel kann eine Kopie bleiben. Löschen Sie sie auch dort: Suchen Sie nach der Website { $site } und dem Anmeldenamen { $login }.
delete-the-entry = Der Eintrag in Ihrer Authenticator-App bleibt dort. Löschen Sie ihn auch: Suchen Sie nach der Website { $site } und dem Anmeldenamen { $login }.
provider-stays = Ihr Konto beim Anbieter selbst bleibt, wie es ist
sequence = Sequenz
changed-at = Geändert am
resource-owner = Ressourceneigner
created-at = Angelegt am
provider-id = ID des Anbieters
id = ID
account-id = ID des Kontos
fact-line = { $name }: { $value }
day-and-time = { $day }, { $time }

where-is-the-copy = Wo die Kopie zu finden ist
hide-copy-steps = Verbergen, wo die Kopie zu finden ist
guide-windows-hello = Windows Hello
    .steps = Einstellungen, Konten, Passkeys öffnen, dann die drei Punkte neben dem Passkey
guide-icloud = iCloud-Schlüsselbund
    .steps = Die App „Passwörter“ öffnen (auf älteren Systemen Einstellungen, Passwörter), dann die Website
guide-google = Google Passwortmanager
    .steps = passwords.google.com oder in den Einstellungen von Chrome die Passwörter öffnen, dann die Website
guide-bitwarden = Bitwarden
    .steps = Den Eintrag der Website bearbeiten und seinen Passkey entfernen
guide-one-password = 1Password
    .steps = Den Eintrag der Website bearbeiten und seinen Passkey entfernen
guide-keepassxc = KeePassXC
    .steps = Den Eintrag der Website auswählen und seinen Passkey entfernen (ab Version 2.7.9)
guide-yubikey = YubiKey
    .steps = Yubico Authenticator, Passkeys öffnen, dann den Passkey der Website

notice-another-account = Das ist ein anderes Konto als vorher
notice-another-account-more = Vorher waren Sie als { $before } angemeldet, jetzt als { $now }
notice-signed-out = Sie sind abgemeldet
notice-signed-out-more = Auch der Server weiß es
notice-not-signed-in = Niemand war angemeldet
notice-not-signed-in-more = Es gibt keine Sitzung, die Keyward beenden könnte.
notice-unknown-link = Diesen Link kennt Keyward nicht
notice-unknown-link-more = Eine Seite oder ein Programm hat um etwas gebeten, das es nicht gibt. Es wurde nichts getan.
gone-meanwhile =
    { $kind ->
        [passkey] Der Passkey { $name } steht nicht mehr in der Liste
        [authenticator-app] Die Authenticator-App steht nicht mehr in der Liste
        [security-key] Der Sicherheitsschlüssel { $name } steht nicht mehr in der Liste
        [email-code] Die Codes per E-Mail stehen nicht mehr in der Liste
        [sms-code] Die Codes per SMS stehen nicht mehr in der Liste
       *[identity] Das verknüpfte Konto bei { $name } steht nicht mehr in der Liste
    }
gone-meanwhile-unnamed =
    { $kind ->
        [passkey] Der Passkey ohne Namen steht nicht mehr in der Liste
        [security-key] Der Sicherheitsschlüssel ohne Namen steht nicht mehr in der Liste
       *[identity] Das verknüpfte Konto steht nicht mehr in der Liste
    }
gone-meanwhile-more = Keyward hat nichts entfernt: Es war schon vorher weg

trouble-start-demo = Die Demo ließ sich nicht starten
trouble-not-zitadel = Das ist kein ZITADEL-Server
trouble-unknown-client = Der Server kennt Keyward nicht
trouble-certificate = Dem Zertifikat des Servers wird nicht vertraut
trouble-connect = Keine Verbindung zum Server
trouble-sign-in = Sie sind nicht angemeldet
trouble-stay-signed-in = Sie sind nicht mehr angemeldet
trouble-read =
    { $topic ->
        [passkeys] Ihre Passkeys ließen sich nicht laden
        [password] Es ließ sich nicht feststellen, ob ein Passwort festgelegt ist
        [second-steps] Ihre zweiten Faktoren ließen sich nicht laden
        [identities] Ihre verknüpften Konten ließen sich nicht laden
        [policy] Die Anmelderegeln des Servers ließen sich nicht laden
        [address] Es ließ sich nicht feststellen, für welche Adresse Ihre Passkeys angelegt wurden
       *[contacts] Es ließ sich nicht feststellen, ob Ihre E-Mail-Adresse und Telefonnummer bestätigt sind
    }
trouble-not-removed =
    { $kind ->
        [passkey] Der Passkey wurde nicht entfernt
        [authenticator-app] Die Authenticator-App wurde nicht entfernt
        [security-key] Der Sicherheitsschlüssel wurde nicht entfernt
        [email-code] Die Codes per E-Mail wurden nicht entfernt
        [sms-code] Die Codes per SMS wurden nicht entfernt
       *[identity] Das verknüpfte Konto wurde nicht entfernt
    }
trouble-perhaps-removed =
    { $kind ->
        [passkey] Es ist ungewiss, ob der Passkey entfernt wurde
        [authenticator-app] Es ist ungewiss, ob die Authenticator-App entfernt wurde
        [security-key] Es ist ungewiss, ob der Sicherheitsschlüssel entfernt wurde
        [email-code] Es ist ungewiss, ob die Codes per E-Mail entfernt wurden
        [sms-code] Es ist ungewiss, ob die Codes per SMS entfernt wurden
       *[identity] Es ist ungewiss, ob das verknüpfte Konto entfernt wurde
    }
trouble-keep-session = Beim nächsten Start müssen Sie sich neu anmelden
trouble-resume-session = Ihre gespeicherte Anmeldung ließ sich nicht laden
trouble-resume-later = Sie konnten gerade nicht wieder angemeldet werden
trouble-forget-session = Ihre gespeicherte Anmeldung ließ sich nicht löschen
trouble-sign-out = Dem Server konnte nicht mitgeteilt werden, dass Sie abgemeldet sind
trouble-system-settings = Die Einstellungen Ihrer Verwaltung sind nicht verwendbar
trouble-read-settings = Ihre Einstellungen ließen sich nicht laden
trouble-keep-settings = Ihre Einstellungen ließen sich nicht speichern

unchanged = An Ihrem Konto wurde nichts geändert
changed-account = Ihr Konto wurde geändert
changed-something = Es wurde etwas geändert
changed-unknown = Es ist ungewiss, ob etwas geändert wurde
signed-out-here = Hier sind Sie abgemeldet. Der Server beendet die Sitzung später von selbst.
signed-out-here-perhaps = Hier sind Sie abgemeldet. Ob die Sitzung auf dem Server beendet ist, ist ungewiss.
settings-not-kept = Sie gelten, bis Keyward geschlossen wird. An der Datei wurde nichts geändert.
settings-new = Keyward beginnt mit neuen Einstellungen. Ihr Konto wurde nicht geändert.

why-host-not-found = Unter dem Namen { $host } ist kein Server bekannt. Prüfen Sie die Adresse und ob Sie online sind.
why-offline = Der Name { $host } ist zurzeit nicht bekannt. Vielleicht sind Sie offline.
why-not-reachable = Unter { $host } antwortet nichts. Vielleicht ist der Server nicht in Betrieb, oder Sie sind offline.
why-certificate = Dieser Rechner vertraut dem Zertifikat von { $host } nicht. Hat Ihre Organisation ein eigenes Zertifikat, installieren Sie es auf diesem Rechner, oder bitten Sie die Verwaltung darum.
why-no-trust-store = Dieser Rechner hat keine brauchbare Liste vertrauenswürdiger Zertifikate, daher lässt sich kein Server prüfen. Installieren Sie das Zertifikatspaket Ihres Systems (oft ca-certificates genannt).
why-proxy = Der Proxy hat die Verbindung abgelehnt. Prüfen Sie die Proxy-Einstellungen dieses Rechners.
why-timed-out = Der Server hat zu lange nicht geantwortet
why-connection-lost = Die Verbindung ist mittendrin abgebrochen
why-not-zitadel = Unter dieser Adresse antwortet etwas, aber es ist kein ZITADEL-Server. Prüfen Sie die Adresse.
why-other-issuer = Der Server nennt sich selbst { $issuer }. Geben Sie stattdessen diese Adresse ein, wenn Sie ihr vertrauen.
why-unsafe-endpoint = Der Server verweist auf eine Adresse, deren Verwendung nicht sicher ist: { $endpoint }. Die Verwaltung des Servers muss das richtigstellen.
why-unknown-client = Der Server kennt keine Anwendung mit der Client-ID { $id }. Fragen Sie die Verwaltung nach der Client-ID von Keyward.
why-redirect = Der Server lässt Keyward die Antwort nicht empfangen. Die Verwaltung muss für diese Anwendung die Adresse http://127.0.0.1/callback erlauben.
why-no-port = Keyward konnte nicht auf die Antwort des Browsers warten: Auf diesem Rechner ließ sich kein Port öffnen
why-consent = Sie haben auf der Seite des Servers die Zustimmung verweigert
why-authorization = Der Server hat die Anmeldung mit dem Fehler { $code } beendet
why-sign-in-timed-out = Die Anmeldung wurde im Browser nicht rechtzeitig abgeschlossen
why-exchange = Der Server hat die Anmeldung nicht abgeschlossen und mit dem Fehler { $code } geantwortet
why-scope = Der Server lässt diese Anwendung Ihr Konto nicht sehen. Die Verwaltung muss prüfen, wie Keyward registriert ist.
why-session-ended = Ihre Sitzung auf dem Server ist beendet
why-second-step = Der Server verlangt jetzt einen zweiten Faktor. Melden Sie sich damit neu an.
why-other-account = Der Server hat für ein anderes Konto geantwortet als für das angezeigte
why-already-gone =
    { $kind ->
        [passkey] Den Passkey gibt es auf dem Server nicht mehr
        [authenticator-app] Die Authenticator-App gibt es auf dem Server nicht mehr
        [security-key] Den Sicherheitsschlüssel gibt es auf dem Server nicht mehr
        [email-code] Die Codes per E-Mail gibt es auf dem Server nicht mehr
        [sms-code] Die Codes per SMS gibt es auf dem Server nicht mehr
       *[identity] Das verknüpfte Konto gibt es auf dem Server nicht mehr
    }
why-gone = Das gibt es auf dem Server nicht mehr
why-wrong-host = Der Server ist unter der Adresse, die Keyward verwendet, nicht eingerichtet. Prüfen Sie die Serveradresse.
why-not-permitted = Der Server erlaubt das Ihrem Konto nicht. Seine Verwaltung kann das ändern.
why-account-not-found = Der Server findet Ihr Konto nicht mehr. Fragen Sie seine Verwaltung.
why-unknown-request = Der Server kennt nicht, wonach Keyward gefragt hat. Vielleicht ist er zu alt, oder etwas dazwischen ändert Adressen. Fragen Sie seine Verwaltung.
why-removal-refused = Der Server hat das Entfernen abgelehnt
why-refused = Der Server hat die Anfrage abgelehnt
why-busy = Der Server hat zurzeit zu viel zu tun, oder sein Kontingent ist aufgebraucht. Warten Sie ein wenig.
why-busy-seconds =
    { $count ->
        [one] Der Server hat zurzeit zu viel zu tun, oder sein Kontingent ist aufgebraucht. Er bittet Sie, { $number } Sekunde zu warten.
       *[other] Der Server hat zurzeit zu viel zu tun, oder sein Kontingent ist aufgebraucht. Er bittet Sie, { $number } Sekunden zu warten.
    }
why-busy-minutes =
    { $count ->
        [one] Der Server hat zurzeit zu viel zu tun, oder sein Kontingent ist aufgebraucht. Er bittet Sie, { $number } Minute zu warten.
       *[other] Der Server hat zurzeit zu viel zu tun, oder sein Kontingent ist aufgebraucht. Er bittet Sie, { $number } Minuten zu warten.
    }
why-server-failed = Auf dem Server ist etwas schiefgegangen
why-not-the-server = Die Antwort kam nicht von Ihrem Server: Vielleicht steht eine Anmeldeseite des Netzes, ein Proxy oder ein Filter dazwischen
why-unreadable = Keyward konnte die Antwort nicht verstehen
why-confirmation-too-old = Ihre Bestätigung war beim Absenden mehr als eine Minute alt und wurde daher nicht verwendet
why-changed-meanwhile = Was danach bliebe, hatte sich geändert, und Sie waren nicht mehr angemeldet, um noch einmal gefragt zu werden
why-settings-kept-aside = Sie ließen sich nicht verstehen. Sie liegen jetzt unter { $file }, und neue wurden begonnen.
why-system-settings = Keyward konnte die Datei { $file } nicht lesen oder verstehen und startet ohne sie. Die Verwaltung dieses Rechners kann das richtigstellen.
why-keychain-resume = Der Schlüsselbund dieses Rechners war nicht verwendbar. Entsperren Sie ihn und versuchen Sie es noch einmal, oder melden Sie sich neu an.
why-keychain-forget = Der Schlüsselbund dieses Rechners war nicht verwendbar und enthält vielleicht noch Ihre Anmeldung. Entsperren Sie ihn und löschen Sie darin den Eintrag dev.keyward.Keyward.
why-keychain = Der Schlüsselbund dieses Rechners war nicht verwendbar, daher bleibt Ihre Anmeldung nur erhalten, solange Keyward offen ist
why-settings-file = Die Datei war nicht verwendbar. Prüfen Sie, ob der Einstellungsordner beschreibbar und der Datenträger nicht voll ist.
why-demo = Dieser Rechner hat den Demoserver nicht starten lassen
why-system = Das Betriebssystem dieses Rechners hat es nicht zugelassen
why-check =
    { $fault ->
        [missing] Die Antwort des Servers hat eine Prüfung nicht bestanden: Sie sagt nicht, wer Sie sind
        [issuer] Die Antwort des Servers hat eine Prüfung nicht bestanden: Sie kommt von einem anderen Server
        [audience] Die Antwort des Servers hat eine Prüfung nicht bestanden: Sie ist für eine andere Anwendung bestimmt
        [nonce] Die Antwort des Servers hat eine Prüfung nicht bestanden: Sie gehört zu einer anderen Anmeldung
        [signature] Die Antwort des Servers hat eine Prüfung nicht bestanden: Ihre Signatur ist nicht die des Servers
        [subject] Die Antwort des Servers hat eine Prüfung nicht bestanden: Sie nennt zwei verschiedene Konten
       *[unreadable] Die Antwort des Servers hat eine Prüfung nicht bestanden: Sie war nicht zu verstehen
    }
why-clock = Die Uhren dieses Rechners und des Servers gehen zu weit auseinander. Stellen Sie die Uhr und versuchen Sie es dann noch einmal.
why-clock-ahead =
    { $count ->
        [one] Die Uhr dieses Rechners geht gegenüber der des Servers etwa { $number } Minute vor. Stellen Sie die Uhr und versuchen Sie es dann noch einmal.
       *[other] Die Uhr dieses Rechners geht gegenüber der des Servers etwa { $number } Minuten vor. Stellen Sie die Uhr und versuchen Sie es dann noch einmal.
    }
why-clock-behind =
    { $count ->
        [one] Die Uhr dieses Rechners geht gegenüber der des Servers etwa { $number } Minute nach. Stellen Sie die Uhr und versuchen Sie es dann noch einmal.
       *[other] Die Uhr dieses Rechners geht gegenüber der des Servers etwa { $number } Minuten nach. Stellen Sie die Uhr und versuchen Sie es dann noch einmal.
    }

detail-message = Meldung
detail-id = ID
detail-status = HTTP-Status
detail-code = Code
detail-time = Zeit
detail-cause = Ursache

no-display = Keyward braucht einen Bildschirm und fand keinen: Starten Sie es in einer grafischen Sitzung, oder probieren Sie es ohne eine solche aus mit "xvfb-run -a keyward --demo" (Debian-Paket xvfb)
open-but-silent = Keyward ist schon offen, antwortet aber nicht: Suchen Sie sein Fenster, oder beenden Sie es in der Programmliste des Systems und starten Sie es neu
still-ending = Keyward wird gerade geschlossen und sichert noch Ihre Anmeldung: Starten Sie es gleich noch einmal
display-not-opened = Keyward konnte den Bildschirm nicht öffnen: Prüfen Sie, ob er läuft und diese Bibliotheken da sind, unter Debian und Ubuntu "apt install libx11-6 libxcursor1 libxi6", oder leihen Sie Keyward einen anderen mit "xvfb-run -a keyward --demo" (Debian-Paket xvfb) ({ $cause })
no-graphics = Keyward konnte sein Fenster nicht zeichnen: Installieren Sie einen Grafiktreiber mit OpenGL 2.1 oder neuer, unter Debian und Ubuntu "apt install libgl1 libgl1-mesa-dri" ({ $cause })
no-graphics-windows = Keyward konnte sein Fenster nicht zeichnen: Installieren Sie den Grafiktreiber des Herstellers Ihres Computers oder einen neueren ({ $cause })
library-missing = Keyward konnte eine Bibliothek des Systems nicht laden: Installieren Sie, was fehlt, unter Debian und Ubuntu "apt install libx11-6 libxcursor1 libxi6 libxkbcommon0 libxkbcommon-x11-0 libgl1 libgl1-mesa-dri" ({ $cause })
not-started = Keyward konnte nicht starten ({ $cause })
ended-unexpectedly = Keyward ist abgestürzt. Was gerade entfernt werden sollte, ist vielleicht trotzdem entfernt: Starten Sie Keyward neu und sehen Sie in die Liste.
bad-argument = --server { $typed } ist nicht verwendbar: { $reason }

settings = Einstellungen
shortcuts = Tastenkürzel
about-keyward = Über Keyward
close = Schließen
language = Sprache
language-of-system = Die des Systems ({ $name })
theme = Farben
theme-system = Wie im System
theme-light = Hell
theme-dark = Dunkel
high-contrast = Hoher Kontrast
high-contrast-by-system = Das System verlangt hohen Kontrast
keys-ctrl = Strg { $key }
keys-cmd = Cmd { $key }
keys-tab = Tab, Umschalt Tab
keys-space = Leertaste
keys-arrows = Auf, Ab
keys-pages = Bild auf, Bild ab
keys-ends = Pos1, Ende
keys-delete = Entf
keys-escape = Esc
shortcut-sheet = Diese Liste zeigen
shortcut-read = Neu laden
shortcut-search = Suchen, ab acht Einträgen
shortcut-tab = Zum nächsten Bedienelement oder zurück
shortcut-space = Auslösen, was den Fokus hat
shortcut-arrows = In den Listen von Karte zu Karte
shortcut-pages = Mehrere Karten auf oder ab
shortcut-ends = Zur ersten oder letzten Karte
shortcut-delete = Nachfragen, ob die Karte mit dem Fokus entfernt werden soll
shortcut-escape = Abbrechen, schließen oder die Suche leeren
shortcut-larger = Größer
shortcut-smaller = Kleiner
shortcut-usual-size = Übliche Größe
about-version = Version
about-build = Gebaut für
about-system = System
about-settings = Einstellungen
about-log = Protokoll
about-privacy = Keyward spricht nur mit Ihrem Server. Es schickt niemand anderem etwas über Sie oder sich selbst und legt keinen Cache an.
about-licence = MIT oder Apache-2.0, nach Ihrer Wahl. Die Schrift Inter steht unter der SIL Open Font License.
copy-for-support = Für den Support kopieren
open-settings-folder = Einstellungsordner öffnen
open-log-folder = Protokollordner öffnen
