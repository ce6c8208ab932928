// npm start: installs and builds what is missing, then opens the lab: in its window, or else in the browser.
import { runApp } from './lib/child.mjs'
import { ensureBuilt } from './lib/build.mjs'
import { findElectron, missingDisplay, needsNoSandbox } from './lib/electron.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { readOptions } from './lib/options.mjs'
import { ROOT, complain, requireNode, say } from './lib/project.mjs'
import { serve } from './lib/serve.mjs'

/** Chromium talks to itself about the machine's buses and GPUs; that is nothing for the terminal. */
const CHROMIUM_CHATTER = /^\[\d+:\d+\/\d+|^\s*$|^\(.*\): (Gtk|GLib|dconf)/
const SPAWN_FAILED = 127
const BAD_OPTION = 2

requireNode(20, 19)
const { args } = readOptions('npm start', {
  nodes: { type: 'string' },
  'sample-keys': { type: 'string' },
  open: { type: 'string' },
  'user-data-dir': { type: 'string' }
})

/** Opens the window; resolves with an exit code, or with the reason why no window came up. */
async function openWindow(path) {
  const flags = []
  if (needsNoSandbox()) {
    say('Running as root: Electron starts without its sandbox (--no-sandbox).')
    flags.push('--no-sandbox')
  }
  let isOpen = false
  const { code, wasAsked, lines } = await runApp(path, [ROOT, ...flags, ...args], {
    onLine: (line) => (isOpen ||= line === 'The window is open.'),
    hide: (line) => CHROMIUM_CHATTER.test(line)
  })
  if (isOpen || wasAsked || code === 0 || code === BAD_OPTION) return { code }
  const cause = lines.findLast((line) => line.trim() !== '') ?? `exit code ${code}`
  return { reason: code === SPAWN_FAILED ? `Electron cannot start here: ${cause}` : `Electron ended at once: ${cause}` }
}

function serveArgs() {
  return args.filter((arg) => !/^--(open|user-data-dir)=/.test(arg))
}

async function main() {
  await ensureInstalled()
  await ensureBuilt()
  const noDisplay = missingDisplay()
  const electron = noDisplay === null ? await findElectron() : { missing: noDisplay }
  let reason = electron.missing
  if (electron.path !== undefined) {
    say('Opening the window…')
    const { code, reason: failed } = await openWindow(electron.path)
    if (failed === undefined) return code
    reason = failed
  }
  say(`No window: ${reason}. The same lab opens in the browser instead.`)
  return serve(serveArgs())
}

try {
  process.exitCode = await main()
} catch (error) {
  complain(error.message)
  process.exitCode = 1
}
