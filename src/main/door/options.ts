import { MAX_BULK_KEYS, MAX_NODES } from '../../shared/limits'

/** What the ring starts with when nobody says otherwise. */
export const DEFAULT_NODES = 16
export const DEFAULT_SAMPLE_KEYS = 200

/** A bad command line: the message names the option and its value. */
export class OptionError extends Error {
  override name = 'OptionError'
}

/** Reads a whole number in `least`..`most` from an option's text; `fallback` when the option was not given. */
export function wholeNumber(
  name: string,
  text: string | undefined,
  bounds: { least: number; most: number; fallback: number }
): number {
  if (text === undefined) return bounds.fallback
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < bounds.least || value > bounds.most)
    throw new OptionError(`--${name} is not a whole number from ${bounds.least} to ${bounds.most}: ${text}`)
  return value
}

/** The ring that the command line asks for. No nodes and no keys is an empty lab. */
export function ringOptions(nodes: string | undefined, sampleKeys: string | undefined): RingOptions {
  const count = wholeNumber('nodes', nodes, { least: 0, most: MAX_NODES, fallback: DEFAULT_NODES })
  const fallback = count === 0 ? 0 : DEFAULT_SAMPLE_KEYS
  const keys = wholeNumber('sample-keys', sampleKeys, { least: 0, most: MAX_BULK_KEYS, fallback })
  if (count === 0 && keys > 0) throw new OptionError(`--sample-keys needs at least one node to hold them: ${keys}`)
  return { nodes: count, sampleKeys: keys }
}

export interface RingOptions {
  nodes: number
  sampleKeys: number
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
