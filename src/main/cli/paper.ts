/** `paper`: reproduces the paper's figures and writes the page that shows them. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { SPACE_160 } from '../../shared/ids'
import { hashId } from '../host/identity'
import { FULL, QUICK } from '../sim/paper/figures'
import { pageOf } from '../sim/paper/page'
import { checksOf, runExperiments } from '../sim/paper/run'

const USAGE = `usage: paper [options]

  --seed N    seed of all draws (1)
  --out DIR   folder for paper.md and its pictures (docs; with --quick nothing is written unless a folder is given)
  --quick     a small budget and wider bounds, for a first look

Exit code: 0 every figure within bounds, 1 a figure out of bounds, 2 bad option.
`
const MAX_SEED = 2 ** 32

class BadOption extends Error {}

interface Command {
  readonly seed: number
  readonly out: string | null
  readonly quick: boolean
}

/** Runs the experiments that `argv` asks for, prints each figure beside the paper's, and returns the exit code. */
export async function runPaper(argv: string[]): Promise<number> {
  try {
    const command = read(argv)
    if (command !== null) return await run(command)
    process.stdout.write(USAGE)
    return 0
  } catch (error) {
    if (!(error instanceof BadOption)) throw error
    process.stderr.write(`paper: ${error.message}\n`)
    return 2
  }
}

async function run({ seed, out, quick }: Command): Promise<number> {
  const startedMs = performance.now()
  const elapsed = (): string => `${((performance.now() - startedMs) / 1000).toFixed(1)} s`
  const results = await runExperiments(
    quick ? QUICK : FULL,
    seed,
    (text) => hashId(SPACE_160, text),
    (text) => process.stderr.write(`${elapsed().padStart(8)}  ${text}\n`)
  )
  const checks = checksOf(results)
  for (const { name, ok, text } of checks) process.stdout.write(`${ok ? 'ok ' : 'OUT'}  ${name.padEnd(36)} ${text}\n`)
  const bad = checks.filter((check) => !check.ok).length
  process.stdout.write(`${checks.length - bad} of ${checks.length} figures within bounds, in ${elapsed()}\n`)
  if (out !== null) {
    for (const file of pageOf(results)) {
      const path = join(out, file.path)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, file.text)
    }
    process.stdout.write(`written: ${join(out, 'paper.md')}\n`)
  }
  return bad === 0 ? 0 : 1
}

/** The command, or null when help is asked for. */
function read(argv: string[]): Command | null {
  const values = parse(argv)
  if (values.help === true) return null
  const quick = values.quick === true
  const text = values.seed ?? '1'
  const seed = Number(text)
  if (!/^\d+$/.test(text) || seed >= MAX_SEED) {
    throw new BadOption(`seed is not a whole number from 0 to ${MAX_SEED - 1}: ${text}`)
  }
  return { seed, quick, out: values.out ?? (quick ? null : 'docs') }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        seed: { type: 'string' },
        out: { type: 'string' },
        quick: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' }
      }
    }).values
  } catch (cause) {
    throw new BadOption(cause instanceof Error ? cause.message : String(cause))
  }
}
