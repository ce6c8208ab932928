; Offers Torus Lab for .json files beside the program that opens them: "Open with", and never by default.
!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\TorusLab.Snapshot" "" "Torus Lab snapshot"
  WriteRegStr SHELL_CONTEXT "Software\Classes\TorusLab.Snapshot\DefaultIcon" "" "$INSTDIR\${APP_EXECUTABLE_FILENAME},0"
  WriteRegStr SHELL_CONTEXT "Software\Classes\TorusLab.Snapshot\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
  WriteRegStr SHELL_CONTEXT "Software\Classes\.json\OpenWithProgids" "TorusLab.Snapshot" ""
!macroend

!macro customUnInstall
  DeleteRegKey SHELL_CONTEXT "Software\Classes\TorusLab.Snapshot"
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.json\OpenWithProgids" "TorusLab.Snapshot"
!macroend
