import { type RefObject, useEffect, useRef, useState } from 'react'
import { subscribePulses } from '../state/pulses'
import type { PlacedRing } from './figure/ring-model'
import type { Palette } from './figure/standalone'
import { MotionDriver } from './motion/motion-driver'
import type { MoveBoard } from './motion/move-board'
import type { Meter } from './motion/traffic-meter'

/** Runs the motion canvas. Returns the traffic counts while not all of it is drawn, else null. */
export function useMotion(
  canvas: RefObject<HTMLCanvasElement | null>,
  scene: { ring: PlacedRing; palette: Palette; traffic: boolean; still: boolean },
  board: MoveBoard
): Meter | null {
  const driver = useRef<MotionDriver>(null)
  driver.current ??= new MotionDriver(board)
  const { current } = driver
  const { ring, palette, traffic, still } = scene
  const [meter, setMeter] = useState<Meter | null>(null)

  useEffect(() => {
    if (canvas.current !== null) current.show({ canvas: canvas.current, ring, palette, traffic, still })
  }, [canvas, current, ring, palette, traffic, still])
  useEffect(() => {
    const unsubscribe = subscribePulses((pulses) => current.take(pulses))
    const timer = setInterval(() => {
      const next = current.read()
      setMeter((before) =>
        next.seen <= next.drawn ? null : before?.seen === next.seen && before.drawn === next.drawn ? before : next
      )
    }, 500)
    return () => {
      unsubscribe()
      clearInterval(timer)
      current.stop()
    }
  }, [current])
  return traffic && !still ? meter : null
}
