/** Where things are, and how this project speaks on a terminal. Plain Node: runs before anything is installed. */
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** A path inside the project. */
export function inRoot(...parts) {
  return join(ROOT, ...parts)
}

/** Tells a person what is going on. */
export function say(sentence) {
  process.stdout.write(`${sentence}\n`)
}

/** Tells a person what went wrong. */
export function complain(sentence) {
  process.stderr.write(`${sentence}\n`)
}

/** Ends with a sentence and an exit code when `Node` is too old to run what follows. */
export function requireNode(major, minor) {
  const [haveMajor = 0, haveMinor = 0] = process.versions.node.split('.').map(Number)
  if (haveMajor > major || (haveMajor === major && haveMinor >= minor)) return
  complain(`Torus Lab needs Node ${major}.${minor} or newer: this is ${process.versions.node}`)
  process.exit(1)
}

/**
 * Runs a program to its end. `quiet` keeps its output and returns it instead of showing it. Never throws for a failing
 * program: look at `code` (127 when it could not be started).
 */
export function run(command, args, { cwd = ROOT, env = process.env, quiet = false, timeoutMs = 0 } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit' })
    let output = ''
    child.stdout?.on('data', (chunk) => (output += chunk))
    child.stderr?.on('data', (chunk) => (output += chunk))
    const timer = timeoutMs > 0 ? setTimeout(() => child.kill('SIGKILL'), timeoutMs) : undefined
    const pass = () => child.kill('SIGTERM')
    process.once('SIGTERM', pass)
    const end = (code, signal) => {
      clearTimeout(timer)
      process.off('SIGTERM', pass)
      resolve({ code, signal, output })
    }
    child.on('error', (error) => {
      output += error.message
      end(127, null)
    })
    child.on('close', (code, signal) => end(code ?? 1, signal))
  })
}

/** Runs one of the installed tools (`node_modules/<package>/<file>`) with this Node. */
export function runTool(file, args, options) {
  return run(process.execPath, [inRoot('node_modules', file), ...args], options)
}
