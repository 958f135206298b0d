; What setup and uninstaller say of their own, in both languages.

!define E ${LANG_ENGLISH}
!define D ${LANG_GERMAN}

LangString DESCRIPTION ${E} "See and safely remove the ways to sign in to your account"
LangString DESCRIPTION ${D} "Anmeldewege Ihres Kontos sehen und sicher entfernen"

LangString TOO_OLD ${E} "Keyward ${VERSION} needs Windows 10 or newer. Nothing was changed."
LangString TOO_OLD ${D} "Keyward ${VERSION} braucht Windows 10 oder neuer. Es wurde nichts geändert."

LangString NEWER ${E} "Keyward $Installed is installed, which is newer than this ${VERSION}. Nothing was changed. If you \
want the older one, first uninstall Keyward; your settings stay."
LangString NEWER ${D} "Keyward $Installed ist installiert und neuer als diese Version ${VERSION}. Es wurde nichts geändert. \
Wenn Sie die ältere Version möchten, deinstallieren Sie Keyward zuerst; Ihre Einstellungen bleiben erhalten."

LangString RUNNING ${E} "Keyward is running. Nothing was changed. Close its window, then try again."
LangString RUNNING ${D} "Keyward läuft gerade. Es wurde nichts geändert. Schließen Sie das Fenster und versuchen Sie es \
erneut."

LangString ASK_TITLE ${E} "Uninstall Keyward"
LangString ASK_TITLE ${D} "Keyward deinstallieren"
LangString ASK_SUBTITLE ${E} "Removes Keyward from your account on this computer."
LangString ASK_SUBTITLE ${D} "Entfernt Keyward aus Ihrem Konto auf diesem Computer."
LangString ASK_TEXT ${E} "Your settings and kept sign-ins stay, so that Keyward finds them when you install it again."
LangString ASK_TEXT ${D} "Ihre Einstellungen und behaltenen Anmeldungen bleiben, damit Keyward sie wiederfindet, wenn Sie es \
erneut installieren."
LangString ASK_FORGET ${E} "Remove settings, log and kept sign-ins, too"
LangString ASK_FORGET ${D} "Auch Einstellungen, Protokoll und behaltene Anmeldungen entfernen"

!undef E
!undef D
