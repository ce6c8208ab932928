/** Reads the options of `npm start`, `npm run serve` and `npm run dev`; a bad one is named and ends with exit code 2. */
import { parseArgs } from 'node:util'
import { complain } from './project.mjs'

/** The options as `{ values, args }`: `args` is the command line again, for the app, which checks the values. */
export function readOptions(command, options) {
  const args = process.argv.slice(2)
  try {
    const { values } = parseArgs({ args, options })
    return { values, args: rebuilt(values) }
  } catch (error) {
    const sentence = error.message.split('. ')[0]
    complain(`${command}: ${sentence[0].toLowerCase()}${sentence.slice(1)}`)
    complain(`options: ${Object.entries(options).map(usage).join(' ')}`)
    process.exit(2)
  }
}

function usage([name, { type }]) {
  return `[--${name}${type === 'string' ? ' VALUE' : ''}]`
}

function rebuilt(values) {
  return Object.entries(values).map(([name, value]) => (value === true ? `--${name}` : `--${name}=${value}`))
}
