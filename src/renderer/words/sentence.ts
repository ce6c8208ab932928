/** Parts the head of a sentence, up to its first ":" or " · ", from the rest, so that the head can stand out. */
export function splitSentence(sentence: string): { lead: string; rest: string } {
  const colon = sentence.indexOf(': ')
  const dot = sentence.indexOf(' · ')
  const ends = [colon, dot].filter((at) => at >= 0)
  if (ends.length === 0) return { lead: sentence, rest: '' }
  const at = Math.min(...ends)
  return { lead: sentence.slice(0, at), rest: sentence.slice(at) }
}
