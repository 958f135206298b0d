; What setup and uninstaller say of their own, in German.

!insertmacro say DESCRIPTION "Anmeldewege Ihres Kontos sehen und sicher entfernen"
!insertmacro say TOO_OLD "Keyward ${VERSION} braucht Windows 10 oder neuer. Es wurde nichts geändert."
!insertmacro say NEWER "Keyward $Installed ist installiert und neuer als diese Version ${VERSION}. Es wurde nichts geändert. \
Wenn Sie die ältere Version möchten, deinstallieren Sie Keyward zuerst; Ihre Einstellungen bleiben erhalten."
!insertmacro say RUNNING "Keyward läuft gerade. Es wurde nichts geändert. Schließen Sie das Fenster und versuchen Sie es \
erneut."
!insertmacro say ASK_TITLE "Keyward deinstallieren"
!insertmacro say ASK_SUBTITLE "Entfernt Keyward aus Ihrem Konto auf diesem Computer."
!insertmacro say ASK_TEXT "Ihre Einstellungen und behaltenen Anmeldungen bleiben, damit Keyward sie wiederfindet, wenn Sie es \
erneut installieren."
!insertmacro say ASK_FORGET "Auch Einstellungen, Protokoll und behaltene Anmeldungen entfernen"
