/** Requests in words. */
import { shortId } from '../../shared/ids'
import type { Hop, LookupView } from '../../shared/model'
import { millis, plural } from './format'

/** Nodes that answered along the way, the owner included: what a person sees as hops. */
export const contacts = (lookup: LookupView): number => lookup.path.filter((hop) => hop.ok).length

/** Result in three parts, so that the node's name can be set apart: "found at", "f360", "3 hops · 0.21 ms". */
export function resultParts(lookup: LookupView): { ok: boolean; head: string; node: string | null; tail: string } {
  const cost = `${plural(contacts(lookup), 'hop')} · ${millis(lookup.tookMs)}`
  const timeouts = lookup.timeouts > 0 ? ` · ${plural(lookup.timeouts, 'timeout')}` : ''
  if (lookup.result === 'not found')
    return {
      ok: false,
      head: `not found: no copy of ${lookup.key ?? shortId(lookup.target)}`,
      node: null,
      tail: `${cost}${timeouts}`
    }
  if (!lookup.ok || lookup.owner === null)
    return { ok: false, head: lookup.result, node: null, tail: `${cost}${timeouts}` }
  const verb = lookup.op === 'lookup' ? 'owned by' : `${lookup.result} at`
  return { ok: true, head: verb, node: shortId(lookup.owner), tail: `${cost}${timeouts}` }
}

/** The result in one line: "found at f360 · 3 hops · 0.21 ms". */
export function resultLine(lookup: LookupView): string {
  const { head, node, tail } = resultParts(lookup)
  return `${node === null ? head : `${head} ${node}`} · ${tail}`
}

/** Why this hop was taken: "finger 2^158 is the closest before d90a". `exponent` is set where a finger was taken. */
export function hopReason(hop: Hop, lookup: LookupView): { text: string; exponent: number | null; rest: string } {
  const target = shortId(lookup.target)
  const from = shortId(hop.from)
  switch (hop.via) {
    case 'finger':
      return { text: 'finger ', exponent: hop.exponent ?? null, rest: ` of ${from} is the closest before ${target}` }
    case 'successor':
      return { text: `in the successor list of ${from}, the closest before ${target}`, exponent: null, rest: '' }
    case 'predecessor':
      return { text: `predecessor of ${from}`, exponent: null, rest: '' }
    case 'owner':
      return { text: `successor of ${from}, and ${target} lies between them`, exponent: null, rest: '' }
  }
}

/** Why the owner owns it: "Key d90a lies in (c6b2, f360], so f360 owns it." */
export function ownerReason(lookup: LookupView): string {
  if (lookup.owner === null) return `No owner of ${shortId(lookup.target)} was found.`
  const owner = shortId(lookup.owner)
  if (lookup.predecessor === null) return `${owner} owns ${shortId(lookup.target)}.`
  return `Key ${shortId(lookup.target)} lies in (${shortId(lookup.predecessor)}, ${owner}], so ${owner} owns it.`
}

/** "get user:0013", or the id that was looked up. */
export const lookupTitle = (lookup: LookupView): string => `${lookup.op} ${lookup.key ?? shortId(lookup.target)}`
