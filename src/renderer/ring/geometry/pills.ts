/** Where the labels that lie on curves stand: hop pills and finger exponents, clear of each other. */
import { alongChord, type Chord } from './chords'
import { type Box, type Point, tooNear } from './polar'

const SHARES = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.72, 0.78, 0.2, 0.84]

/** One place per chord, near its middle where that is free; null where nothing is. */
export function placeOnChords(
  chords: readonly Chord[],
  size: (index: number) => { width: number; height: number },
  { preferred = 0.5, taken = [] }: { preferred?: number; taken?: readonly Box[] } = {}
): (Point | null)[] {
  const boxes: Box[] = [...taken]
  const shares = [...SHARES].sort((a, b) => Math.abs(a - preferred) - Math.abs(b - preferred))
  return chords.map((chord, index) => {
    const { width, height } = size(index)
    for (const share of shares) {
      const middle = alongChord(chord, share)
      const box = { x: middle.x - width / 2, y: middle.y - height / 2, width, height }
      if (boxes.some((other) => tooNear(box, other, 4, 3))) continue
      boxes.push(box)
      return middle
    }
    return null
  })
}
