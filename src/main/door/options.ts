import { parseArgs, type ParseArgsConfig } from 'node:util'
import { MAX_BULK_KEYS, MAX_NODES } from '../../shared/limits'

/** A bad command line: the message names the option and its value. */
export class OptionError extends Error {
  override name = 'OptionError'
}

/** The options among `args`, all of which must be of `options`; throws OptionError that names the one that is not. */
export function parseOptions<T extends NonNullable<ParseArgsConfig['options']>>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options }).values
  } catch (cause) {
    // The first sentence names the option; the rest explains how to pass it as an argument.
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new OptionError((message.split('. ')[0] ?? message).replace(/^./, (letter) => letter.toLowerCase()))
  }
}

/** Reads a whole number in `least`..`most` from an option's text; `fallback` when the option was not given. */
export function wholeNumber<T extends number | undefined>(
  name: string,
  text: string | undefined,
  bounds: { least: number; most: number; fallback: T }
): number | T {
  if (text === undefined) return bounds.fallback
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < bounds.least || value > bounds.most)
    throw new OptionError(`--${name} is not a whole number from ${bounds.least} to ${bounds.most}: ${text}`)
  return value
}

/** What the command line says of the ring to start; what it leaves out is as kept in the settings. */
export interface RingOptions {
  nodes: number | undefined
  sampleKeys: number | undefined
}

/** Reads the options of the ring. No nodes and no keys is an empty lab. */
export function ringOptions(nodes: string | undefined, sampleKeys: string | undefined): RingOptions {
  const count = wholeNumber('nodes', nodes, { least: 0, most: MAX_NODES, fallback: undefined })
  const keys = wholeNumber('sample-keys', sampleKeys, { least: 0, most: MAX_BULK_KEYS, fallback: undefined })
  if (count === 0 && keys !== undefined && keys > 0)
    throw new OptionError(`--sample-keys needs at least one node to hold them: ${keys}`)
  return { nodes: count, sampleKeys: keys }
}

/**
 * The value of `--name value` or `--name=value` among arguments of which most belong to somebody else (Chromium), or
 * undefined.
 */
export function optionIn(args: readonly string[], name: string): string | undefined {
  const flag = `--${name}`
  for (const [index, arg] of args.entries()) {
    if (arg.startsWith(`${flag}=`)) return arg.slice(flag.length + 1)
    if (arg !== flag) continue
    const value = args[index + 1]
    if (value === undefined || value.startsWith('--')) throw new OptionError(`${flag} is missing its value`)
    return value
  }
  return undefined
}
