import { useEffect, useState } from 'react'
import { labNowMs } from '../state/lab'

/** Lab time, ten times a second or as often as asked; standing still while the lab does. */
export function useNow(everyMs = 100): number {
  const [now, setNow] = useState(labNowMs)
  useEffect(() => {
    const timer = setInterval(() => setNow(labNowMs()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
