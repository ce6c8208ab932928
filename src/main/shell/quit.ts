import { app } from 'electron'
import type { Log } from './log'

/** How long the lab may take to close before the app goes without it: the whole end is to take 2 s at most. */
const CLOSE_BOUND_MS = 1800

/**
 * Quits in order: the first wish to quit is put off until the lab is closed (its nodes have left, its thread is gone),
 * then the app goes. `close` is called once.
 */
export function quitInOrder(close: () => Promise<void>, log: Log): void {
  let stage: 'running' | 'closing' | 'closed' = 'running'
  app.on('before-quit', (event) => {
    if (stage === 'closed') return
    event.preventDefault()
    if (stage === 'closing') return
    stage = 'closing'
    void bounded(close()).then((sentence) => {
      if (sentence === null) log.info('lab is closed')
      else {
        process.stderr.write(`torus-lab: ${sentence}\n`)
        log.error(sentence)
      }
      stage = 'closed'
      app.quit()
    })
  })
  app.on('window-all-closed', () => app.quit())
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())
  // The process that started us is gone: nobody is left to end us.
  process.on('disconnect', () => app.quit())
}

async function bounded(closing: Promise<void>): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`lab not closed within ${CLOSE_BOUND_MS} ms`), CLOSE_BOUND_MS)
  })
  const closed = closing.then(
    () => null,
    (cause: unknown) => `lab did not close: ${cause instanceof Error ? cause.message : String(cause)}`
  )
  const sentence = await Promise.race([closed, late])
  clearTimeout(timer)
  return sentence
}
