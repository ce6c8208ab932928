import { useEffect, useRef, useState } from 'react'
import type { NodeDetail } from '../../shared/contract'
import type { Id } from '../../shared/ids'
import type { Answer } from '../state/door-session'
import { useLab, useWindow } from '../state/lab'
import { nodeDetail } from '../state/sources'

export type Detail =
  | { state: 'loading' }
  | { state: 'known'; detail: NodeDetail }
  | { state: 'failed'; message: string; last: NodeDetail | null }

const REFRESH_MS = 250

/** A node's beliefs beside the truth; asked again, at most a few times a second, when the ring changed. */
export function useNodeDetail(id: Id): Detail {
  const node = useLab((lab) => lab.byId.get(id))
  const health = useLab((lab) => lab.health)
  const file = useWindow((state) => state.snapshot)
  const [known, setKnown] = useState<{ id: Id; detail: Detail }>({ id, detail: { state: 'loading' } })
  const changed = useRef(true)
  useEffect(() => {
    changed.current = true
  }, [node, health, file])
  useEffect(() => {
    let current = true
    const read = async () => {
      if (!changed.current) return
      changed.current = false
      const answer = await nodeDetail(id)
      if (current)
        setKnown((before) => ({ id, detail: settled(answer, before.id === id ? lastOf(before.detail) : null) }))
    }
    changed.current = true
    void read()
    const timer = setInterval(() => void read(), REFRESH_MS)
    return () => {
      current = false
      clearInterval(timer)
    }
  }, [id, file])
  return known.id === id ? known.detail : { state: 'loading' }
}

function settled(answer: Answer<'node.detail'>, last: NodeDetail | null): Detail {
  return answer.ok ? { state: 'known', detail: answer.value } : { state: 'failed', message: answer.error.message, last }
}

/** The newest values that are known, however old. */
export function lastOf(detail: Detail): NodeDetail | null {
  return detail.state === 'known' ? detail.detail : detail.state === 'failed' ? detail.last : null
}
