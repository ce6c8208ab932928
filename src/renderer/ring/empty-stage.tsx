import { useEffect, useRef, useState } from 'react'
import { Kbd } from '../controls/kbd'
import { startLab } from '../state/lab-actions'
import { useReadOnlyReason, useWindow } from '../state/lab'
import { shallowEqual } from '../state/store'
import { usualRing } from '../state/settings-actions'
import { plural } from '../words/format'

/** What stands in the ring before the first node. */
export function EmptyStage() {
  const reason = useReadOnlyReason()
  const usual = useWindow(usualRing, shallowEqual)
  const [starting, setStarting] = useState(false)
  const start = (): void => {
    setStarting(true)
    void startLab(usual.nodes, usual.sampleKeys).finally(() => setStarting(false))
  }
  const button = useRef<HTMLButtonElement>(null)
  // Enter starts the lab from anywhere that has no use for it, without taking the focus.
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'Enter' && event.target === document.body && !event.ctrlKey && !event.metaKey)
        button.current?.click()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])
  return (
    <div className="empty-stage">
      <h2>No nodes yet</h2>
      <p>
        Every node is a real Chord server with its own port.
        <br />
        The SHA-256 of its address sets its place on the ring.
        <br />
        Add keys, crash nodes and watch the ring repair itself.
      </p>
      <button
        ref={button}
        type="button"
        className="button primary large"
        onClick={start}
        disabled={reason !== null || starting}
      >
        {`${starting ? 'Starting' : 'Start'} ${plural(usual.nodes, 'node')}`}
        <Kbd>Enter</Kbd>
      </button>
      {reason === null ? null : <p className="hint">{reason}</p>}
    </div>
  )
}
