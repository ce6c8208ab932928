/** The entries whose text holds every word of the query; those that begin with it first, otherwise in their order. */
export function rank<T>(entries: readonly T[], query: string, textOf: (entry: T) => string): T[] {
  const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return [...entries]
  return entries
    .map((entry, place) => ({ entry, place, score: scoreOf(textOf(entry).toLowerCase(), words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.place - b.place)
    .map(({ entry }) => entry)
}

function scoreOf(text: string, words: readonly string[]): number {
  let score = 0
  for (const word of words) {
    const at = text.indexOf(word)
    if (at === -1) return 0
    const startsWord = at === 0 || text[at - 1] === ' '
    score += at === 0 ? 3 : startsWord ? 2 : 1
  }
  return score
}
