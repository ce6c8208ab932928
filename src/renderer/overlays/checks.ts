/** Checks of what a person typed into a dialog; each returns a sentence, or null when there is nothing to say. */
import { idSpace, parseId } from '../../shared/ids'
import { count } from '../words/format'

/** A number of things, 1 to `most`. */
export function countProblem(text: string, what: string, most: number): string | null {
  const value = Number(text)
  if (text.trim() === '' || !Number.isInteger(value) || value < 1)
    return `${what} is not a whole number above 0: ${text}`
  return value > most ? `${what} is over ${count(most)}: ${count(value)}` : null
}

/** A short id is the beginning of one: the rest is zeros. */
export function padRight(text: string, bits: number): string {
  const { digits } = idSpace(bits)
  return text.trim().toLowerCase().replace(/^0x/, '').replaceAll(' ', '').padEnd(digits, '0')
}

/** An id, or the beginning of one. */
export function idProblem(text: string, bits: number): string | null {
  if (text.trim() === '') return 'Id is empty.'
  try {
    parseId(idSpace(bits), padRight(text, bits))
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** A port, or nothing for any free one. */
export function portProblem(text: string): string | null {
  if (text.trim() === '') return null
  const value = Number(text)
  return Number.isInteger(value) && value >= 0 && value <= 65_535 ? null : `Port is not 0 to 65535: ${text}`
}
