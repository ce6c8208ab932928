/** A store of one immutable value, for React and for everything outside of React. */
import { useRef, useSyncExternalStore } from 'react'

export interface Store<T> {
  get(): T
  /** Replaces the value by what `change` makes of it; listeners hear of it only when it is another object. */
  update(change: (value: T) => T): void
  subscribe(listener: () => void): () => void
}

export type IsEqual<T> = (a: T, b: T) => boolean

/** A store that begins with `initial`. */
export function createStore<T>(initial: T): Store<T> {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    update(change) {
      const next = change(value)
      if (Object.is(next, value)) return
      value = next
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    }
  }
}

/** What `select` takes from the store; the component renders again only when that changed by `isEqual`. */
export function useStore<T, S>(store: Store<T>, select: (value: T) => S, isEqual: IsEqual<S> = Object.is): S {
  const kept = useRef<{ value: S } | null>(null)
  const snapshot = () => {
    const next = select(store.get())
    if (kept.current !== null && isEqual(kept.current.value, next)) return kept.current.value
    kept.current = { value: next }
    return next
  }
  return useSyncExternalStore(store.subscribe, snapshot)
}

/** Equal when both have the same own fields with identical values; for selectors that build an object or an array. */
export function shallowEqual<T>(a: T, b: T): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const keysOfA = Object.keys(a) as (keyof T)[]
  if (keysOfA.length !== Object.keys(b).length) return false
  return keysOfA.every((key) => Object.is(a[key], b[key]))
}
