import { AddAt, AddMany } from './add-dialogs'
import { Confirm } from './confirm'
import { ContextMenu } from './context-menu'
import { Generate, ImportKeys } from './key-dialogs'
import { KeySheet } from './key-sheet'
import { Latency } from './latency'
import { Palette } from './palette'
import { Settings } from './settings'

/** Everything that lies over the window for a moment. */
export function Overlays() {
  return (
    <>
      <ContextMenu />
      <AddMany />
      <AddAt />
      <Generate />
      <ImportKeys />
      <Latency />
      <KeySheet />
      <Palette />
      <Settings />
      <Confirm />
    </>
  )
}
