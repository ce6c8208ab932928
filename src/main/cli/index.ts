/** The command line: the lab without Electron. */
import { OptionError } from '../door/options'
import { runPaper } from './paper'
import { serve } from './serve'
import { runSim } from './sim'
import { runVerify } from './verify'

const USAGE = `usage: torus-lab <command>

  serve   start the lab and open it in the browser
          --port N          listen on this port of 127.0.0.1 (a free one)
          --nodes N         nodes to start with (16; 0 for an empty lab)
          --sample-keys N   generated keys to start with (200)
          --no-open         print the link and open no browser
  verify  check the ring protocol exhaustively (verify --help)
  sim     run rings under faults over simulated time and network
          --seeds N --first-seed F --events E, or --seed N to run or replay one
  paper   reproduce the figures of the Chord paper
          --quick, --seed N, --out DIR
`

const COMMANDS: Record<string, (args: string[]) => Promise<number>> = {
  serve,
  verify: runVerify,
  sim: runSim,
  paper: runPaper
}

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === 'help') {
    process.stdout.write(USAGE)
    return name === undefined ? 2 : 0
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (command === undefined) throw new OptionError(`unknown command: ${name}`)
  return command(args)
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    const isUsage = error instanceof OptionError
    process.stderr.write(`torus-lab: ${error instanceof Error ? error.message : String(error)}\n`)
    if (isUsage) process.stderr.write('torus-lab --help lists the commands and options\n')
    process.exit(isUsage ? 2 : 1)
  }
)
