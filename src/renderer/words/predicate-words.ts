/** The predicates in words. */
import type { HealthView, PredicateName, PredicateView } from '../../shared/model'

/** What each predicate asks, in a line. */
export const PREDICATE_MEANINGS: Readonly<Record<PredicateName, string>> = {
  I1: 'Every node has a live successor in its list',
  I2: 'At least r + 1 nodes are skipped by no list',
  D1: 'No list repeats a node or is too short',
  D2: 'Every list runs clockwise',
  D3: 'The first live successors form a ring',
  D4: 'They form no second ring',
  D5: 'The ring is in the order of the ids',
  D6: 'Every node leads to the ring',
  D7: 'Every node that no list skips is in the ring',
  L0: 'Every list and predecessor is exactly right'
}

export const LEVEL_TONES = { holds: 'ok', healing: 'warn', broken: 'bad' } as const

/** The verdict in a sentence: "9 of 10 predicates hold, 1 healing". */
export function verdict(predicates: readonly PredicateView[]): string {
  const count = (level: PredicateView['level']) => predicates.filter((one) => one.level === level).length
  const rest = (['healing', 'broken'] as const).filter((level) => count(level) > 0)
  const parts = rest.map((level) => `, ${count(level)} ${level}`)
  return `${count('holds')} of ${predicates.length} predicates hold${parts.join('')}`
}

/** What the regime means for the verdict. */
export const REGIME_WORDS: Readonly<Record<HealthView['regime'], string>> = {
  empty: 'No live node',
  bootstrap: 'Bootstrap: not yet ideal with r + 1 nodes, so nothing is promised',
  full: 'Full regime: all of them are promised'
}
