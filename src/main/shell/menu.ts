import { Menu, type MenuItemConstructorOptions, shell } from 'electron'
import { showAbout } from './about'
import type { Log } from './log'

/**
 * The native menu. The window's own keys (single letters, Ctrl+K, Ctrl+E, Ctrl+Enter) have no accelerator here, or
 * the menu would swallow them.
 */
export function installMenu(log: Log): void {
  const isMac = process.platform === 'darwin'
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : [{ label: '&File', submenu: [{ role: 'quit' } as const] }]),
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        { type: 'separator' },
        { role: 'reload' },
        { role: 'toggleDevTools' }
      ]
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        { id: 'show-logs', label: 'Show &logs', click: () => shell.showItemInFolder(log.file) },
        { type: 'separator' },
        { id: 'about', label: '&About Torus Lab', click: () => void showAbout() }
      ]
    }
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
