/** The log file of the desktop app. It stays on this machine. */
import { join } from 'node:path'
import log from 'electron-log/node'
import type { DoorLab } from '../door/lab'

/** At this size the file becomes `torus-lab.old.log` and a new one begins. */
const ROTATE_AT_BYTES = 1024 * 1024

/** Lines of the app's log, each with its time. */
export interface Log {
  readonly file: string
  info(text: string): void
  error(text: string): void
}

/** Opens the log in `folder`. */
export function openLog(folder: string): Log {
  const file = join(folder, 'torus-lab.log')
  log.transports.console.level = false
  log.transports.file.resolvePathFn = () => file
  log.transports.file.maxSize = ROTATE_AT_BYTES
  log.transports.file.format = '{y}-{m}-{d} {h}:{i}:{s}.{ms} {level} {text}'
  return { file, info: (text) => log.info(text), error: (text) => log.error(text) }
}

/** Writes down what a person did in the lab and what went wrong there. */
export function logLab(lab: DoorLab, { info, error }: Log): void {
  lab.subscribe((update) => {
    if (update.kind !== 'batch') return
    for (const event of update.events)
      if (event.type === 'user') info(`user: ${event.text}`)
      else if (event.type === 'error') error(event.text)
  })
}
