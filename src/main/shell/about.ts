import { app, clipboard, dialog } from 'electron'

/** The versions that a report of trouble needs, one a line. */
export function versions(): string {
  const { electron, chrome, node, v8 } = process.versions
  const parts = {
    Electron: electron,
    Chromium: chrome,
    Node: node,
    V8: v8,
    System: `${process.platform} ${process.arch}`
  }
  return Object.entries(parts)
    .map(([name, version]) => `${name} ${version ?? 'unknown'}`)
    .join('\n')
}

/** Shows what this is, and of which version. */
export async function showAbout(): Promise<void> {
  const title = `Torus Lab ${app.getVersion()}`
  const { response } = await dialog.showMessageBox({
    type: 'info',
    title: 'About Torus Lab',
    message: title,
    detail: `${versions()}\n\nMIT licensed. It sends nothing anywhere, and looks for no updates.`,
    buttons: ['Close', 'Copy'],
    defaultId: 0,
    cancelId: 0
  })
  if (response === 1) clipboard.writeText(`${title}\n${versions()}\n`)
}
