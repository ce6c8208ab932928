// npm run dev: the desktop lab with hot reload of the window and restart of the main process.
import { runApp } from './lib/child.mjs'
import { findElectron, missingDisplay, needsNoSandbox } from './lib/electron.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { complain, inRoot, requireNode, say } from './lib/project.mjs'

requireNode(20, 19)

async function main() {
  await ensureInstalled()
  const noDisplay = missingDisplay()
  const { path, missing } = noDisplay === null ? await findElectron() : { missing: noDisplay }
  if (path === undefined) {
    complain(`No window to develop in: ${missing}. Use npm run build and npm run serve.`)
    return 1
  }
  const flags = ['-w']
  if (needsNoSandbox()) {
    say('Running as root: Electron starts without its sandbox (--no-sandbox).')
    flags.push('--noSandbox')
  }
  const tool = inRoot('node_modules/electron-vite/bin/electron-vite.js')
  const rest = process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : []
  const env = { ...process.env, ELECTRON_EXEC_PATH: path }
  const { code, wasAsked } = await runApp(process.execPath, [tool, ...flags, ...rest], { env })
  return wasAsked ? 0 : code
}

try {
  process.exitCode = await main()
} catch (error) {
  complain(error.message)
  process.exitCode = 1
}
