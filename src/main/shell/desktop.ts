import { type BrowserWindow, app, session } from 'electron'
import type { DoorLab } from '../door/lab'
import { OptionError, type RingOptions, optionIn, ringOptions } from '../door/options'
import { BUNDLE } from '../door/paths'
import { startRing } from '../door/start-ring'
import { handleDownloads } from './downloads'
import { serveIpc } from './ipc'
import { lockDownContents, lockDownSession } from './lockdown'
import { installMenu } from './menu'
import { declareAppScheme, isOwnPage, serveAppScheme } from './protocol'
import { quitInOrder } from './quit'
import { openWindow } from './window'

/** The lab as the desktop app owns it. */
export interface DesktopLab extends DoorLab {
  close(): Promise<void>
}

/** Runs the desktop app: the lab and the window start side by side, and end together. Settings lie in the profile. */
export function runDesktop(createLab: (settingsFolder: string) => DesktopLab): void {
  const ring = readOptions()
  if (!app.requestSingleInstanceLock()) {
    process.stdout.write('Torus Lab already runs: its window comes to the front.\n')
    app.exit(0)
    return
  }
  const devServer = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL']
  declareAppScheme()
  lockDownContents(devServer)
  const lab = createLab(app.getPath('userData'))
  quitInOrder(() => lab.close())
  serveIpc(lab, (url) => isOwnPage(url, devServer))
  start(lab, ring)

  let window: BrowserWindow | undefined
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  void app.whenReady().then(() => {
    lockDownSession(session.defaultSession)
    handleDownloads(session.defaultSession)
    serveAppScheme(BUNDLE.rendererDir)
    installMenu()
    window = openWindow({ preload: BUNDLE.preload, iconFile: BUNDLE.iconFile, devServer })
    window.once('show', () => process.stdout.write('The window is open.\n'))
  })
}

/** The ring that the command line asks for; anything else on it belongs to Chromium. */
function readOptions(): RingOptions {
  try {
    const args = process.argv.slice(1)
    const folder = optionIn(args, 'user-data-dir')
    if (folder !== undefined) app.setPath('userData', folder)
    return ringOptions(optionIn(args, 'nodes'), optionIn(args, 'sample-keys'))
  } catch (cause) {
    if (!(cause instanceof OptionError)) throw cause
    process.stderr.write(`torus-lab: ${cause.message}\n`)
    process.exit(2)
  }
}

function start(lab: DoorLab, ring: RingOptions): void {
  startRing(lab, ring).then(
    (sentence) => process.stdout.write(`${sentence}\n`),
    (cause: unknown) => process.stderr.write(`torus-lab: ring did not start: ${String(cause)}\n`)
  )
}
