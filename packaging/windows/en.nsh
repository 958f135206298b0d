; What setup and uninstaller say of their own, in English. The file for each language has the same names.

!insertmacro say DESCRIPTION "See and safely remove the ways to sign in to your account"
!insertmacro say TOO_OLD "Keyward ${VERSION} needs Windows 10 or newer. Nothing was changed."
!insertmacro say NEWER "Keyward $Installed is installed, which is newer than this ${VERSION}. Nothing was changed. If you \
want the older one, first uninstall Keyward; your settings stay."
!insertmacro say RUNNING "Keyward is running. Nothing was changed. Close its window, then try again."
!insertmacro say ASK_TITLE "Uninstall Keyward"
!insertmacro say ASK_SUBTITLE "Removes Keyward from your account on this computer."
!insertmacro say ASK_TEXT "Your settings and kept sign-ins stay, so that Keyward finds them when you install it again."
!insertmacro say ASK_FORGET "Remove settings, log and kept sign-ins, too"
