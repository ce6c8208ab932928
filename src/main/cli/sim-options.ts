/** The options of `sim`. */
import { OptionError, parseOptions, wholeNumber } from '../door/options'

export const USAGE = `usage: sim [options]

  --seeds N        seeds to run (100)
  --first-seed N   the first of them (1)
  --events N       events under faults in each run (5000)
  --minutes N      stop after this time; the seeds that were not run are told
  --seed N         run one seed and print its trace hash
  --save FILE      with --seed: write the run's schedule as a trace file, the smallest failing one if it fails
  --replay FILE    run a trace file again and compare its trace hash
  --log            print what happened in the run, event by event
  --json           print the figures as JSON

The same seed is the same run, always. A failure prints its seed, event and predicate, the command that replays it, and
the fewest faults that it takes.
Exit code: 0 clean, 1 safety broken, 2 bad option, 3 the ring did not heal, 4 the code under test crashed.
`

const DEFAULT_SEEDS = 100
const DEFAULT_EVENTS = 5000
const MAX_SEED = 2 ** 31
export const MAX_EVENTS = 10_000_000

export interface Options {
  readonly help: boolean
  readonly first: number
  readonly count: number
  /** One seed, told in full. */
  readonly single: boolean
  readonly events: number
  readonly json: boolean
  readonly log: boolean
  readonly limitMs: number
  /** Files; null when not given. */
  readonly save: string | null
  readonly replay: string | null
}

/** Reads a command line; throws OptionError. */
export function readOptions(argv: string[]): Options {
  const values = parse(argv)
  const seed = { least: 0, most: MAX_SEED }
  const single = values.seed !== undefined
  refuseTogether(values)
  const minutes = values.minutes === undefined ? Number.POSITIVE_INFINITY : Number(values.minutes)
  if (!(minutes > 0)) throw new OptionError(`--minutes is not a number above 0: ${values.minutes}`)
  return {
    help: values.help === true,
    first: single
      ? wholeNumber('seed', values.seed, { ...seed, fallback: 0 })
      : wholeNumber('first-seed', values['first-seed'], { ...seed, fallback: 1 }),
    count: single ? 1 : wholeNumber('seeds', values.seeds, { least: 1, most: MAX_SEED, fallback: DEFAULT_SEEDS }),
    single,
    events: wholeNumber('events', values.events, { least: 1, most: MAX_EVENTS, fallback: DEFAULT_EVENTS }),
    json: values.json === true,
    log: values.log === true,
    limitMs: minutes * 60_000,
    save: values.save ?? null,
    replay: values.replay ?? null
  }
}

type Values = ReturnType<typeof parse>

function refuseTogether(values: Values): void {
  const { seed, save, replay } = values
  if (seed !== undefined && (values.seeds !== undefined || values['first-seed'] !== undefined))
    throw new OptionError(`--seed goes alone, without --seeds and --first-seed: ${seed}`)
  if (save !== undefined && seed === undefined) throw new OptionError(`--save needs --seed, one run to write: ${save}`)
  const chosen = seed ?? values.seeds ?? values['first-seed'] ?? values.events
  if (replay !== undefined && chosen !== undefined)
    throw new OptionError(`--replay goes alone, the file says which run: ${replay}`)
}

function parse(args: string[]) {
  return parseOptions(args, {
    help: { type: 'boolean' },
    seeds: { type: 'string' },
    'first-seed': { type: 'string' },
    seed: { type: 'string' },
    events: { type: 'string' },
    minutes: { type: 'string' },
    save: { type: 'string' },
    replay: { type: 'string' },
    json: { type: 'boolean' },
    log: { type: 'boolean' }
  })
}
