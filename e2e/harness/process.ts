import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** Settings of the labs under test: never those of whoever runs the tests. */
const CONFIG_HOME = mkdtempSync(join(tmpdir(), 'torus-lab-config-'))
process.once('exit', () => rmSync(CONFIG_HOME, { recursive: true, force: true }))

export const ROOT = resolve(import.meta.dirname, '..', '..')

/** A program under test and all that it said so far. */
export interface Running {
  readonly child: ChildProcess
  output(): string
  /** The first match in what it says; rejects with its output when it ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray>
  /** Its exit code when it has ended by itself, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>
}

/** Starts a program of the project with its own process group. */
export function startProgram(command: string, args: string[], env: Record<string, string | undefined> = {}): Running {
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, XDG_CONFIG_HOME: CONFIG_HOME, ...env },
    // The channel tells a program of ours that the tests have ended without stopping it.
    stdio: command === process.execPath ? ['ignore', 'pipe', 'pipe', 'ipc'] : ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32'
  })
  let output = ''
  const listeners = new Set<() => void>()
  const take = (chunk: Buffer) => {
    output += String(chunk)
    for (const listener of listeners) listener()
  }
  child.stdout?.on('data', take)
  child.stderr?.on('data', take)
  const ended = new Promise<number | NodeJS.Signals>((done) => {
    child.on('close', (code, signal) => done(code ?? signal ?? 1))
    child.on('error', () => done(127))
  })
  const says = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((found, failed) => {
      const look = () => {
        const match = pattern.exec(output)
        if (match === null) return
        listeners.delete(look)
        found(match)
      }
      listeners.add(look)
      look()
      void ended.then((how) => {
        look()
        if (listeners.delete(look)) failed(new Error(`program ended (${how}) without saying ${pattern}:\n${output}`))
      })
    })
  return { child, output: () => output, says, ended }
}

/** Asks a program to stop by SIGTERM and waits for its end. */
export async function stopProgram({ child, ended }: Running): Promise<number | NodeJS.Signals> {
  child.kill('SIGTERM')
  return ended
}

/** Command lines of the living processes that mention `text`: a program's orphans, when `text` is its own alone. */
export function processesMentioning(text: string): string[] {
  const found: string[] = []
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry) || Number(entry) === process.pid) continue
    try {
      const line = readFileSync(join('/proc', entry, 'cmdline'), 'utf8')
        .replaceAll('\0', ' ')
        .trim()
      if (line.includes(text)) found.push(`${entry} ${line}`)
    } catch {
      // It ended while we looked.
    }
  }
  return found
}
