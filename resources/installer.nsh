; Offers Torus Lab for .json files beside the program that opens them: "Open with", and never by default.
; Links of its own scheme lead to it.
!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\TorusLab.Snapshot" "" "Torus Lab snapshot"
  WriteRegStr SHELL_CONTEXT "Software\Classes\TorusLab.Snapshot\DefaultIcon" "" "$INSTDIR\${APP_EXECUTABLE_FILENAME},0"
  WriteRegStr SHELL_CONTEXT "Software\Classes\TorusLab.Snapshot\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
  WriteRegStr SHELL_CONTEXT "Software\Classes\.json\OpenWithProgids" "TorusLab.Snapshot" ""

  WriteRegStr SHELL_CONTEXT "Software\Classes\torus-lab" "" "URL:Torus Lab link"
  WriteRegStr SHELL_CONTEXT "Software\Classes\torus-lab" "URL Protocol" ""
  WriteRegStr SHELL_CONTEXT "Software\Classes\torus-lab\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
!macroend

!macro customUnInstall
  DeleteRegKey SHELL_CONTEXT "Software\Classes\torus-lab"
  DeleteRegKey SHELL_CONTEXT "Software\Classes\TorusLab.Snapshot"
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.json\OpenWithProgids" "TorusLab.Snapshot"
!macroend
