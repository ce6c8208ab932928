/** Composition root of the desktop app. */
import { createLab } from './cluster/create-lab'
import { BUNDLE } from './door/paths'
import { runDesktop } from './shell/desktop'

runDesktop((settingsFolder) =>
  createLab({ threaded: true, hostEntry: BUNDLE.hostEntry, protoDir: BUNDLE.protoDir, settingsFolder })
)
