/** Runs the app as a child that never outlives us, and passes the wish to stop on to it. */
import { spawn } from 'node:child_process'
import { ROOT } from './project.mjs'

const KILL_AFTER_MS = 15_000
const PARENT_WATCH_MS = 500
const KEPT_LINES = 40

/**
 * Runs a program in the foreground until it ends. Ctrl+C, SIGTERM and SIGHUP reach it as SIGTERM, once, and it gets
 * time to close; the IPC channel tells it when we are gone. `onLine` sees each line it prints. Resolves with its exit
 * code (0 when it closed after a signal), whether it was asked to stop, and its last lines.
 */
export function runApp(command, args, { env = process.env, onLine = () => {}, hide = () => false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, env, stdio: ['inherit', 'pipe', 'pipe', 'ipc'] })
    const lines = []
    let wasAsked = false
    let killer
    const relay = (stream, out) => {
      let rest = ''
      stream.setEncoding('utf8')
      stream.on('data', (chunk) => {
        const parts = (rest + chunk).split('\n')
        rest = parts.pop()
        for (const line of parts) {
          lines.push(line)
          if (lines.length > KEPT_LINES) lines.shift()
          onLine(line)
          if (!hide(line)) out.write(`${line}\n`)
        }
      })
    }
    relay(child.stdout, process.stdout)
    relay(child.stderr, process.stderr)
    const ask = () => {
      if (wasAsked) return
      wasAsked = true
      child.kill('SIGTERM')
      killer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS)
    }
    // A shell between npm and us may die of the signal and not pass it on.
    const parent = process.ppid
    const watch = setInterval(() => {
      if (process.ppid !== parent) ask()
    }, PARENT_WATCH_MS)
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    for (const signal of signals) process.on(signal, ask)
    const end = (code) => {
      clearTimeout(killer)
      clearInterval(watch)
      for (const signal of signals) process.off(signal, ask)
      resolve({ code, wasAsked, lines })
    }
    child.on('error', (error) => {
      lines.push(error.message)
      end(127)
    })
    child.on('close', (code, signal) => end(code ?? (signal === 'SIGTERM' && wasAsked ? 0 : 1)))
  })
}
