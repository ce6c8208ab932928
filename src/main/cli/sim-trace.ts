/**
 * Trace files: a run's seed and its schedule of faults, with the hash of what happened. A schedule that was shrunk is no
 * longer what its seed stands for, so it can only be replayed from here.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { OptionError } from '../door/options'
import { FAULT_KINDS } from '../sim/profile'
import type { RunResult } from '../sim/simulation'
import { MAX_EVENTS } from './sim-options'

const FORMAT = 'torus-lab-trace'
const VERSION = 1

const share = z.number().min(0).max(1)
const traceSchema = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  seed: z.number().int().nonnegative(),
  events: z.number().int().positive().max(MAX_EVENTS),
  faults: z.array(
    z.object({
      atEvent: z.number().int().nonnegative(),
      kind: z.enum(FAULT_KINDS),
      a: share,
      b: share,
      c: share,
      ms: z.number().nonnegative()
    })
  ),
  trace: z.string(),
  failure: z.string().nullable()
})
export type TraceFile = z.infer<typeof traceSchema>

/** Writes the run `result` with `events` events under faults; throws OptionError when the file cannot be written. */
export function saveTrace(path: string, result: RunResult, events: number): void {
  const { seed, faults, trace, failure } = result
  const file: TraceFile = {
    format: FORMAT,
    version: VERSION,
    seed,
    events,
    faults: [...faults],
    trace,
    failure: failure && failure.predicate
  }
  try {
    writeFileSync(path, `${JSON.stringify(file, null, 2)}\n`)
  } catch (cause) {
    throw new OptionError(`trace file cannot be written: ${path}: ${messageOf(cause)}`)
  }
}

/** Reads a trace file; throws OptionError that names what is wrong with it. */
export function loadTrace(path: string): TraceFile {
  let content: unknown
  try {
    content = JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new OptionError(`trace file cannot be read: ${path}: ${messageOf(cause)}`)
  }
  const { format, version } = (content ?? {}) as { format?: unknown; version?: unknown }
  if (format !== FORMAT) throw new OptionError(`not a trace file: ${path}`)
  if (version !== VERSION) throw new OptionError(`trace file of another version, ${VERSION} expected: ${version}`)
  const parsed = traceSchema.safeParse(content)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new OptionError(`trace file is malformed at ${issue?.path.join('.') || 'the top'}: ${issue?.message}`)
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
