import { existsSync } from 'node:fs'
import { BrowserWindow, app, nativeTheme, screen } from 'electron'
import type { Log } from './log'
import { APP_ORIGIN } from './protocol'
import { type WindowPlace, isOnScreen, keepPlace, readPlace } from './window-place'

const SMALLEST = { width: 880, height: 600 }
const WANTED = { width: 1440, height: 900 }
/** The stage's background in both themes: what shows until the page has drawn itself. */
const BACKGROUND = { dark: '#0D0F12', light: '#F6F7F9' }

export interface WindowOptions {
  preload: string
  iconFile: string
  devServer: string | undefined
  /** Where size and place are kept. */
  placeFile: string
}

/** A page that dies more often than this is left dead. */
const MAX_RELOADS = 3

/** Opens the lab's window where it was; it shows itself with its first frame. */
export function openWindow({ preload, iconFile, devServer, placeFile }: WindowOptions): BrowserWindow {
  const place = keptPlace(placeFile)
  const window = new BrowserWindow({
    ...(place ?? defaultSize()),
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    title: 'Torus Lab',
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    ...(existsSync(iconFile) ? { icon: iconFile } : {}),
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      // The ring lives in the main process: while nobody sees its picture, that may rest.
      backgroundThrottling: true
    }
  })
  if (place?.maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => {
    keepPlace(placeFile, { ...window.getNormalBounds(), maximized: window.isMaximized() })
  })
  void window.loadURL(devServer ?? `${APP_ORIGIN}/`)
  return window
}

function keptPlace(file: string): WindowPlace | null {
  const place = readPlace(file)
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea)
  return place !== null && isOnScreen(place, screens) ? place : null
}

function defaultSize(): { width: number; height: number } {
  const { workAreaSize } = screen.getPrimaryDisplay()
  return {
    width: Math.max(SMALLEST.width, Math.min(WANTED.width, workAreaSize.width)),
    height: Math.max(SMALLEST.height, Math.min(WANTED.height, workAreaSize.height))
  }
}

/** Writes down what goes wrong with the page, and loads it anew when its process has died: the lab lives elsewhere. */
export function watchWindow(window: BrowserWindow, log: Log): void {
  let reloads = 0
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.error(`process of the window is gone: ${reason} (exit code ${exitCode})`)
    if (reason === 'clean-exit' || window.isDestroyed() || ++reloads > MAX_RELOADS) return
    window.webContents.once('did-finish-load', () => log.info('window is loaded anew'))
    window.webContents.reload()
  })
  window.on('unresponsive', () => log.error('window does not respond'))
  window.on('responsive', () => log.info('window responds again'))
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (reason !== 'clean-exit') log.error(`${type} process is gone: ${reason} (exit code ${exitCode})`)
  })
}
