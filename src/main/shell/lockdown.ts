import { type Session, type WebContents, app } from 'electron'
import { isOwnPage } from './protocol'

/** The only permission that a page gets: writing text to the clipboard after a click, for its copy buttons. */
const ALLOWED_PERMISSIONS = new Set(['clipboard-sanitized-write'])

/** Denies every page navigation, new windows, embedded pages and permissions. Must run before the first window. */
export function lockDownContents(devServer: string | undefined): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    contents.on('will-navigate', (event, url) => {
      // A reload of our own page is the one navigation that leads nowhere else.
      if (!isOwnPage(url, devServer)) event.preventDefault()
    })
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}

/**
 * Lets Chromium find no host but this machine, whatever part of it might want to call out. Must run before Electron is
 * ready. The nodes are not concerned: they talk through Node.
 */
export function stayOffline(): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost')
  app.commandLine.appendSwitch('disable-background-networking')
  app.commandLine.appendSwitch('disable-component-update')
  app.commandLine.appendSwitch('disable-domain-reliability')
}

/** Denies a session's permissions, devices included, and keeps it from fetching dictionaries. */
export function lockDownSession(session: Session): void {
  session.setSpellCheckerLanguages([])
  session.setSpellCheckerEnabled(false)
  session.setPermissionRequestHandler((_contents, permission, decide) => decide(ALLOWED_PERMISSIONS.has(permission)))
  session.setPermissionCheckHandler((_contents, permission) => ALLOWED_PERMISSIONS.has(permission))
  session.setDevicePermissionHandler(() => false)
}
