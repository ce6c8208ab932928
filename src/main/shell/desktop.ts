import { join } from 'node:path'
import { type BrowserWindow, app, session } from 'electron'
import { LINK_SCHEME } from '../../shared/limits'
import type { DoorLab } from '../door/lab'
import { BUNDLE } from '../door/paths'
import { startRing } from '../door/start-ring'
import type { Start } from './command-line'
import { handleDownloads } from './downloads'
import { serveIpc } from './ipc'
import { lockDownContents, lockDownSession, stayOffline } from './lockdown'
import { type Log, logLab, openLog } from './log'
import { installMenu } from './menu'
import { OpenedFiles } from './opened-files'
import { declareAppScheme, isOwnPage, serveAppScheme } from './protocol'
import { quitInOrder } from './quit'
import { openWindow, watchWindow } from './window'

/** The lab as the desktop app owns it. */
export interface DesktopLab extends DoorLab {
  close(): Promise<void>
}

/** As in electron-builder.config.cjs. */
const APP_ID = 'lab.torus.desktop'

type WindowStart = Extract<Start, { kind: 'window' }>

/** Runs the desktop app: the lab and the window start side by side, and end together. Settings lie in the profile. */
export function runDesktop(start: WindowStart, createLab: (settingsFolder: string) => DesktopLab): void {
  if (start.profile !== null) keepIn(start.profile)
  const { file, link } = start
  if (!app.requestSingleInstanceLock({ file, link })) {
    process.stdout.write('Torus Lab already runs: its window comes to the front.\n')
    app.exit(0)
    return
  }
  const log = openLog(app.getPath('logs'))
  const { electron, chrome, node } = process.versions
  log.info(`Torus Lab ${app.getVersion()} starts; Electron ${electron}, Chromium ${chrome}, Node ${node}`)
  process.on('uncaughtExceptionMonitor', (error) => log.error(`uncaught: ${error.stack ?? error.message}`))
  // Windows puts a program's windows and its entry in the menu together by this name.
  if (process.platform === 'win32') app.setAppUserModelId(APP_ID)
  const devServer = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL']
  declareAppScheme()
  lockDownContents(devServer)
  stayOffline()
  const lab = createLab(app.getPath('userData'))
  quitInOrder(() => lab.close(), log)
  logLab(lab, log)
  const files = new OpenedFiles()
  serveIpc(lab, files, (url) => isOwnPage(url, devServer))
  if (file !== null) void files.open(file)
  if (link !== null) files.follow(link)
  claimLinks()
  startLab(lab, start, log)
  const shown = whenReady(log, devServer)
  comeForward(shown, files)
}

/** Everything that the app keeps lies in this folder. */
function keepIn(folder: string): void {
  app.setPath('userData', folder)
  app.setAppLogsPath(join(folder, 'logs'))
}

function whenReady(log: Log, devServer: string | undefined): Promise<BrowserWindow> {
  return app.whenReady().then(() => {
    lockDownSession(session.defaultSession)
    handleDownloads(session.defaultSession)
    serveAppScheme(BUNDLE.rendererDir)
    installMenu(log)
    const placeFile = join(app.getPath('userData'), 'window.json')
    const window = openWindow({ preload: BUNDLE.preload, iconFile: BUNDLE.iconFile, devServer, placeFile })
    watchWindow(window, log)
    window.once('show', () => process.stdout.write('The window is open.\n'))
    return window
  })
}

/** Another start, or a file or link that the system wants opened, brings the window to the front. */
function comeForward(shown: Promise<BrowserWindow>, files: OpenedFiles): void {
  const focus = () =>
    void shown.then((window) => {
      if (window.isMinimized()) window.restore()
      window.focus()
    })
  app.on('second-instance', (_event, _argv, _folder, data) => {
    const { file, link } = (typeof data === 'object' && data !== null ? data : {}) as Record<string, unknown>
    if (typeof file === 'string') void files.open(file)
    if (typeof link === 'string') files.follow(link)
    focus()
  })
  // On a Mac neither comes by the command line.
  app.on('open-file', (event, path) => {
    event.preventDefault()
    void files.open(path)
    focus()
  })
  app.on('open-url', (event, link) => {
    event.preventDefault()
    files.follow(link)
    focus()
  })
}

/** Links of ours lead here. On Linux the entry in the menu says so, and the choice among several is the person's. */
function claimLinks(): void {
  const scheme = LINK_SCHEME.slice(0, -1)
  if (app.isPackaged && process.platform !== 'linux' && !app.isDefaultProtocolClient(scheme))
    app.setAsDefaultProtocolClient(scheme)
}

function startLab(lab: DoorLab, { ring }: WindowStart, log: Log): void {
  startRing(lab, ring).then(
    (sentence) => {
      process.stdout.write(`${sentence}\n`)
      log.info(sentence)
    },
    (cause: unknown) => {
      process.stderr.write(`torus-lab: ring did not start: ${String(cause)}\n`)
      log.error(`ring did not start: ${String(cause)}`)
    }
  )
}
