import { spawn } from 'node:child_process'

/** Opens a link in the system's browser where there is one; the link stands on the terminal in any case. */
export function openInBrowser(link: string): void {
  const hasDisplay = Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])
  const [command, args] =
    process.platform === 'darwin'
      ? (['open', [link]] as const)
      : process.platform === 'win32'
        ? (['rundll32', ['url.dll,FileProtocolHandler', link]] as const)
        : (['xdg-open', [link]] as const)
  if (command === 'xdg-open' && !hasDisplay) return
  const browser = spawn(command, args, { stdio: 'ignore', detached: true })
  browser.on('error', () => {})
  browser.unref()
}
