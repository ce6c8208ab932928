import { useSyncExternalStore } from 'react'
import { pacer } from '../state/attention'

const subscribe = (listener: () => void): (() => void) => pacer.subscribe(listener)

/** Lab time as of the window's last tick, in steps of `everyMs`; standing still while the lab does. */
export function useNow(everyMs = 1): number {
  return useSyncExternalStore(subscribe, () => Math.floor(pacer.atMs / everyMs) * everyMs)
}
