/** Where the window was, kept between runs in a file of the profile. */
import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

const placeSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
  maximized: z.boolean()
})

/** The window's size and place when it is neither maximized nor full screen, and whether it is. */
export type WindowPlace = z.infer<typeof placeSchema>

export interface Area {
  x: number
  y: number
  width: number
  height: number
}

/** Least part of the window that must lie on a screen, to be seen and dragged, in pixels. */
const VISIBLE_PX = 100

/** The place kept in `file`; null when there is none, or none that can be understood. */
export function readPlace(file: string): WindowPlace | null {
  try {
    return placeSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

/** Keeps a place. A profile that cannot be written costs the place and nothing else. */
export function keepPlace(file: string, place: WindowPlace): string | null {
  try {
    writeFileSync(file, `${JSON.stringify(place)}\n`)
    return null
  } catch (cause) {
    return `place of the window not kept: ${cause instanceof Error ? cause.message : String(cause)}`
  }
}

/** Whether enough of a place is on one of the screens that are there now. */
export function isOnScreen(place: Area, screens: readonly Area[]): boolean {
  return screens.some(
    (screen) =>
      overlap(place.x, place.width, screen.x, screen.width) >= VISIBLE_PX &&
      overlap(place.y, place.height, screen.y, screen.height) >= VISIBLE_PX
  )
}

const overlap = (a: number, aLength: number, b: number, bLength: number): number =>
  Math.min(a + aLength, b + bLength) - Math.max(a, b)
