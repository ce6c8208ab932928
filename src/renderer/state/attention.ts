/** Whether somebody is at the window, and the beat that follows from it. */
import { labNowMs } from './lab'
import { ATTENDED_MS, Pacer } from './pacer'

export const pacer = new Pacer({ nowMs: () => performance.now(), labNowMs: () => labNowMs() })

const SIGNS = ['pointermove', 'pointerdown', 'wheel', 'keydown', 'focus', 'dragover'] as const

/** Keeps the window awake while somebody is at it, until the returned function is called. */
export function watchAttention(): () => void {
  const attend = (): void => pacer.stir(ATTENDED_MS)
  for (const sign of SIGNS) addEventListener(sign, attend, { capture: true, passive: true })
  return () => {
    for (const sign of SIGNS) removeEventListener(sign, attend, { capture: true })
  }
}
