Target amd64-unicode
; The setup for one person: no administrator is asked. packaging/windows/build.sh says where it finds and puts things:
; VERSION, PROGRAM (folder with what is installed), SIZE (of that, in KiB), OUTPUT,
; SIDE (a picture); and HOMEPAGE, where there is one.
;
;   setup.exe /S              without a window; what it has to say goes to whoever listens
;   setup.exe /D=C:\folder    another folder, as the last argument
;   uninstall.exe /S          removes the program and keeps settings, log and kept sessions
;   uninstall.exe /S /KEEP=0  removes those, too
;
; Exit status: 0 done, 1 given up by the person, 2 did not work, 3 a newer one is installed, 4 Keyward is running, 5 this
; Windows is too old. After 3, 4 and 5 nothing has changed.

!define APP_ID "dev.keyward.Keyward"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${APP_ID}"
!define SCHEME "Software\Classes\keyward"
!define SHORTCUT "$SMPROGRAMS\Keyward.lnk"

!define NEWER 3
!define RUNNING 4
!define TOO_OLD 5

SetCompressor /SOLID /FINAL lzma
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user
CRCCheck force

Name "Keyward"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\Keyward"
BrandingText "Keyward ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey ProductName "Keyward"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey FileDescription "Keyward Setup"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey CompanyName "Keyward"
VIAddVersionKey LegalCopyright "MIT or Apache-2.0"

!include FileFunc.nsh
!include LogicLib.nsh
!include MUI2.nsh
!include nsDialogs.nsh
!include WinVer.nsh
!include Win\COM.nsh
!include Win\Propkey.nsh
!include WordFunc.nsh

; --- pages --------------------------------------------------------------------------------------------------

!define MUI_ICON "..\..\assets\icon\keyward.ico"
!define MUI_UNICON "..\..\assets\icon\keyward.ico"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_ABORTWARNING
; An update goes where the program is.
!define MUI_PAGE_CUSTOMFUNCTION_PRE SkipIfInstalled
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\keyward.exe"
!insertmacro MUI_PAGE_FINISH

UninstPage custom un.Ask un.Asked
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"
!macro say NAME TEXT
  LangString ${NAME} ${LANGUAGE_ID} "${TEXT}"
!macroend
!define LANGUAGE_ID ${LANG_ENGLISH}
!include en.nsh
!undef LANGUAGE_ID
!define LANGUAGE_ID ${LANG_GERMAN}
!include de.nsh

; --- what both need -----------------------------------------------------------------------------------------

Var Installed ; The version that is installed, or nothing.
Var Keep      ; "0" where settings, log and kept sessions go, too.
Var Box

; Ends with this status after saying why; in silence it goes to the terminal or the pipe that this was started from.
!macro refuse STATUS TEXT
  ${If} ${Silent}
    System::Call 'kernel32::AttachConsole(i -1)'
    System::Call 'kernel32::GetStdHandle(i -12) p .r9'
    FileWrite $9 "${TEXT}$\r$\n"
  ${Else}
    MessageBox MB_OK|MB_ICONSTOP "${TEXT}"
  ${EndIf}
  SetErrorLevel ${STATUS}
  Quit
!macroend

; Nothing can write to a program that runs. The person may close it and go on.
!macro refuse_running TEXT
  ${Do}
    ${IfNot} ${FileExists} "$INSTDIR\keyward.exe"
      ${Break}
    ${EndIf}
    ClearErrors
    FileOpen $8 "$INSTDIR\keyward.exe" a
    ${IfNot} ${Errors}
      FileClose $8
      ${Break}
    ${EndIf}
    ${If} ${Silent}
      !insertmacro refuse ${RUNNING} "${TEXT}"
    ${EndIf}
    ${If} ${Cmd} 'MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${TEXT}" IDCANCEL'
      SetErrorLevel ${RUNNING}
      Quit
    ${EndIf}
  ${Loop}
!macroend

; Start menu, links and icons are read again.
!macro tell_shell
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

; --- install ------------------------------------------------------------------------------------------------

Function .onInit
  ${IfNot} ${AtLeastWin10}
    !insertmacro refuse ${TOO_OLD} "$(TOO_OLD)"
  ${EndIf}
  ReadRegStr $Installed HKCU "${UNINSTALL}" "DisplayVersion"
  ${If} $Installed != ""
    ${VersionCompare} "$Installed" "${VERSION}" $0
    ${If} $0 = 1
      !insertmacro refuse ${NEWER} "$(NEWER)"
    ${EndIf}
    ReadRegStr $0 HKCU "${UNINSTALL}" "InstallLocation"
    ${If} $0 != ""
      StrCpy $INSTDIR $0
    ${EndIf}
  ${EndIf}
FunctionEnd

Function SkipIfInstalled
  ${If} $Installed != ""
    Abort
  ${EndIf}
FunctionEnd

; A shortcut that the taskbar knows to be of the same program as the window. Without that last part it would do, too.
Function CreateStartMenuEntry
  !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r0 ""
  ${If} $0 P= 0
    CreateShortcut "${SHORTCUT}" "$INSTDIR\keyward.exe"
    Return
  ${EndIf}
  ${IShellLink::SetPath} $0 '("$INSTDIR\keyward.exe")'
  ${IShellLink::SetWorkingDirectory} $0 '("$INSTDIR")'
  ${IShellLink::SetDescription} $0 '("$(DESCRIPTION)")'
  ${IUnknown::QueryInterface} $0 '("${IID_IPropertyStore}", .r1)'
  ${If} $1 P<> 0
    System::Call '*(&w64 "${APP_ID}") p .r4'
    System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID}) p .r2'
    System::Call '*${SYSSTRUCT_PROPVARIANT}(${VT_LPWSTR},, r4) p .r3'
    ${IPropertyStore::SetValue} $1 '($2, $3)'
    ${IPropertyStore::Commit} $1 ""
    ${IUnknown::Release} $1 ""
    System::Free $2
    System::Free $3
    System::Free $4
  ${EndIf}
  ${IUnknown::QueryInterface} $0 '("${IID_IPersistFile}", .r1)'
  ${If} $1 P<> 0
    ${IPersistFile::Save} $1 '("${SHORTCUT}", 1)'
    ${IUnknown::Release} $1 ""
  ${EndIf}
  ${IUnknown::Release} $0 ""
FunctionEnd

Section
  !insertmacro refuse_running "$(RUNNING)"
  SetOutPath "$INSTDIR"
  File "${PROGRAM}\keyward.exe"
  File "${PROGRAM}\LICENSE-APACHE.txt"
  File "${PROGRAM}\LICENSE-MIT.txt"
  File "${PROGRAM}\THIRD-PARTY.txt"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  Call CreateStartMenuEntry

  WriteRegStr HKCU "${SCHEME}" "" "URL:Keyward"
  WriteRegStr HKCU "${SCHEME}" "URL Protocol" ""
  WriteRegStr HKCU "${SCHEME}\DefaultIcon" "" "$INSTDIR\keyward.exe,0"
  WriteRegStr HKCU "${SCHEME}\shell\open\command" "" '"$INSTDIR\keyward.exe" "%1"'

  ; What "Installed apps" shows.
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Keyward"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\keyward.exe,0"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "Keyward"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  !ifdef HOMEPAGE
    WriteRegStr HKCU "${UNINSTALL}" "URLInfoAbout" "${HOMEPAGE}"
  !endif
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${SIZE}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  !insertmacro tell_shell
SectionEnd

; --- uninstall ----------------------------------------------------------------------------------------------

Function un.onInit
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/KEEP=" $Keep
FunctionEnd

Function un.Ask
  !insertmacro MUI_HEADER_TEXT "$(ASK_TITLE)" "$(ASK_SUBTITLE)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 0 100% 20u "$(ASK_TEXT)"
  Pop $0
  ${NSD_CreateCheckbox} 0 28u 100% 12u "$(ASK_FORGET)"
  Pop $Box
  ${If} $Keep == "0"
    ${NSD_Check} $Box
  ${EndIf}
  GetDlgItem $0 $HWNDPARENT 1
  SendMessage $0 ${WM_SETTEXT} 0 "STR:$(^UninstallBtn)"
  nsDialogs::Show
FunctionEnd

Function un.Asked
  StrCpy $Keep 1
  ${NSD_GetState} $Box $0
  ${If} $0 = ${BST_CHECKED}
    StrCpy $Keep 0
  ${EndIf}
FunctionEnd

; The sessions that the person was kept signed in to: entries of the Credential Manager, by the end of their name.
Function un.ForgetSessions
  System::Call 'advapi32::CredEnumerateW(p 0, i 0, *i 0 r1, *p 0 r2) i .r0'
  ${If} $0 = 0
    Return
  ${EndIf}
  StrLen $6 ".${APP_ID}"
  StrCpy $3 0
  ${While} $3 < $1
    IntOp $4 $3 * ${NSIS_PTR_SIZE}
    IntPtrOp $4 $2 + $4
    System::Call '*$4(p .r4)'
    System::Call '*$4(i, i .r7, w .r8)'
    StrCpy $5 $8 "" -$6
    ${If} $5 == ".${APP_ID}"
      System::Call 'advapi32::CredDeleteW(w r8, i r7, i 0)'
    ${EndIf}
    IntOp $3 $3 + 1
  ${EndWhile}
  System::Call 'advapi32::CredFree(p r2)'
FunctionEnd

Section Uninstall
  !insertmacro refuse_running "$(RUNNING)"
  Delete "$INSTDIR\keyward.exe"
  Delete "$INSTDIR\LICENSE-APACHE.txt"
  Delete "$INSTDIR\LICENSE-MIT.txt"
  Delete "$INSTDIR\THIRD-PARTY.txt"
  Delete "$INSTDIR\uninstall.exe"
  Delete "${SHORTCUT}"
  SetOutPath "$TEMP"
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "${UNINSTALL}"
  ; Another copy may have taken the links over.
  ReadRegStr $0 HKCU "${SCHEME}\shell\open\command" ""
  ${If} $0 == '"$INSTDIR\keyward.exe" "%1"'
    DeleteRegKey HKCU "${SCHEME}"
  ${EndIf}
  !insertmacro tell_shell
  ${If} $Keep == "0"
    Call un.ForgetSessions
    RMDir /r "$APPDATA\keyward\Keyward"
    RMDir "$APPDATA\keyward"
    RMDir /r "$LOCALAPPDATA\keyward\Keyward"
    RMDir "$LOCALAPPDATA\keyward"
  ${EndIf}
SectionEnd
