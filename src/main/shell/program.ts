/** What the program does with its command line: says something, serves the lab to a browser, or opens the window. */
import { existsSync } from 'node:fs'
import { app } from 'electron'
import { OptionError } from '../door/options'
import { type Start, readCommandLine } from './command-line'
import { type DesktopLab, runDesktop } from './desktop'

/** The parts that belong to other rooms. */
export interface Program {
  createLab(settingsFolder: string): DesktopLab
  /** The lab behind the browser's door; resolves with the exit code. */
  serve(args: string[]): Promise<number>
}

/** Runs the program. */
export function runProgram({ createLab, serve }: Program): void {
  const start = commandLine()
  if (start.kind === 'say') {
    process.stdout.write(start.text)
    return process.exit(0)
  }
  const missing = missingDisplay(start.kind)
  if (missing !== null) return fail(missing, 1)
  if (start.kind === 'window') return runDesktop(start, createLab)
  app.dock?.hide()
  // What stops it is told to `serve`, which ends the program when all is closed.
  app.on('before-quit', (event) => event.preventDefault())
  app.whenReady().then(
    () => serve(start.args).then((code) => app.exit(code), report),
    (cause: unknown) => report(cause)
  )
}

/** Ends the program when the command line cannot be followed. */
function commandLine(): Start {
  try {
    const start = readCommandLine(process.argv.slice(1), app.getVersion(), app.isPackaged)
    if (start.kind === 'window' && start.file !== null && !existsSync(start.file))
      throw new OptionError(`no such file: ${start.file}`)
    return start
  } catch (cause) {
    return report(cause)
  }
}

function report(cause: unknown): never {
  const isUsage = cause instanceof OptionError
  const message = cause instanceof Error ? cause.message : String(cause)
  return fail(isUsage ? `${message}\ntorus-lab --help lists the options` : message, isUsage ? 2 : 1)
}

function fail(sentence: string, code: number): never {
  process.stderr.write(`torus-lab: ${sentence}\n`)
  process.exit(code)
}

/** Chromium wants a display even where it shows nothing; without one it would end with no word of ours. */
function missingDisplay(kind: 'serve' | 'window'): string | null {
  const hasPlatform = app.commandLine.hasSwitch('ozone-platform')
  if (process.platform !== 'linux' || hasPlatform || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])
    return null
  return kind === 'serve' ? 'there is no display: xvfb-run -a torus-lab serve makes one' : 'there is no display'
}
