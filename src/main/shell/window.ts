import { existsSync } from 'node:fs'
import { BrowserWindow, nativeTheme, screen } from 'electron'
import { APP_ORIGIN } from './protocol'

const SMALLEST = { width: 880, height: 600 }
const WANTED = { width: 1440, height: 900 }
/** The stage's background in both themes: what shows until the page has drawn itself. */
const BACKGROUND = { dark: '#0D0F12', light: '#F6F7F9' }

export interface WindowOptions {
  preload: string
  iconFile: string
  devServer: string | undefined
}

/** Opens the lab's window; it shows itself with its first frame. */
export function openWindow({ preload, iconFile, devServer }: WindowOptions): BrowserWindow {
  const { workAreaSize } = screen.getPrimaryDisplay()
  const window = new BrowserWindow({
    width: Math.max(SMALLEST.width, Math.min(WANTED.width, workAreaSize.width)),
    height: Math.max(SMALLEST.height, Math.min(WANTED.height, workAreaSize.height)),
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
      // The ring goes on while the window is covered, and so does its picture.
      backgroundThrottling: false
    }
  })
  window.once('ready-to-show', () => window.show())
  void window.loadURL(devServer ?? `${APP_ORIGIN}/`)
  return window
}
