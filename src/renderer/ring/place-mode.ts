/** "Place a node on the ring": while it is on, a ghost follows the pointer and a click adds a node there. */
import { createStore, useStore } from '../state/store'

const placing = createStore<{ on: boolean }>({ on: false })

/** Switches the mode. */
export function setPlacing(on: boolean): void {
  placing.update((state) => (state.on === on ? state : { on }))
}

/** Whether the mode is on, outside of React. */
export const isPlacing = (): boolean => placing.get().on

/** Whether the mode is on. */
export const usePlacing = (): boolean => useStore(placing, (state) => state.on)
