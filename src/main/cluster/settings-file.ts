/** Keeps the settings between runs: one JSON file, replaced as a whole, validated when it is read. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { DEFAULT_KEPT, type KeptSettings, settingsFields, type SettingsView } from '../../shared/settings'
import { LabFailure } from '../host/failure'

const FILE = 'settings.json'
const FORMAT = 'torus-lab-settings'
const VERSION = 1

/** What is missing in the file is as in a new lab, so that a later version may add to it. */
const fileSchema = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  ...z.object(settingsFields).partial().shape
})

/** Where the lab keeps its settings. */
export interface SettingsKeeper {
  view(): SettingsView
  /** Keeps them first, and only then holds them to be true. Throws LabFailure. */
  keep(settings: KeptSettings): void
}

/** Settings that end with the lab. */
export function forgetfulSettings(): SettingsKeeper {
  return new Keeper(DEFAULT_KEPT, null, null)
}

/** The settings of a folder. A file that cannot be understood is set aside, and the view says so. */
export function openSettings(folder: string): SettingsKeeper {
  const file = join(folder, FILE)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT'
    return new Keeper(DEFAULT_KEPT, file, missing ? null : `settings not read: ${reasonOf(cause)}`)
  }
  try {
    return new Keeper(parse(text), file, null)
  } catch (cause) {
    return new Keeper(DEFAULT_KEPT, file, setAside(file, reasonOf(cause)))
  }
}

class Keeper implements SettingsKeeper {
  private kept: KeptSettings
  private readonly file: string | null
  private problem: string | null

  constructor(kept: KeptSettings, file: string | null, problem: string | null) {
    this.kept = kept
    this.file = file
    this.problem = problem
  }

  view(): SettingsView {
    const { kept, file, problem } = this
    return { kept, defaults: DEFAULT_KEPT, file, problem }
  }

  keep(settings: KeptSettings): void {
    if (this.file !== null) writeWhole(this.file, { format: FORMAT, version: VERSION, ...settings })
    this.kept = settings
    this.problem = null
  }
}

function parse(text: string): KeptSettings {
  const parsed = fileSchema.safeParse(JSON.parse(text))
  if (parsed.success) {
    const { format: _format, version: _version, ...found } = parsed.data
    const said = Object.entries(found).filter(([, value]) => value !== undefined)
    return { ...DEFAULT_KEPT, ...Object.fromEntries(said) }
  }
  const issue = parsed.error.issues[0]
  const where = issue === undefined || issue.path.length === 0 ? 'file' : issue.path.join('.')
  throw new Error(`${where}: ${issue?.message ?? 'malformed'}`)
}

/** Moves a bad file out of the way without losing it; says where it is now. */
function setAside(file: string, reason: string): string {
  let place = file.replace(/\.json$/, '.bad.json')
  for (let i = 2; existsSync(place); i++) place = file.replace(/\.json$/, `.bad-${i}.json`)
  try {
    renameSync(file, place)
    return `settings file set aside as ${place}: ${reason}`
  } catch (cause) {
    return `settings file not understood: ${reason}; and not set aside: ${reasonOf(cause)}`
  }
}

/** A reader sees the old file or the new one, never a part. */
function writeWhole(file: string, content: object): void {
  const fresh = `${file}.${process.pid}.new`
  try {
    mkdirSync(join(file, '..'), { recursive: true })
    const handle = openSync(fresh, 'w', 0o600)
    try {
      writeSync(handle, `${JSON.stringify(content, null, 2)}\n`)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    renameSync(fresh, file)
  } catch (cause) {
    try {
      rmSync(fresh, { force: true })
    } catch {
      // Where the folder itself is the trouble, there is nothing to clear away.
    }
    throw new LabFailure('unavailable', `settings not kept: ${reasonOf(cause)}`, { cause })
  }
}

const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))
