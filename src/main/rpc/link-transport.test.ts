import { LabClock } from './lab-clock'
import { nobody, testNode } from './test-nodes'
import { transportContract } from './transport-contract'
import type { MakePair } from './transport-contract'

const makePair: MakePair = async (handlers) => {
  const clock = new LabClock()
  const a = await testNode('1'.repeat(40), handlers.a, { clock })
  const b = await testNode('9'.repeat(40), handlers.b, { clock })
  return {
    a: { ref: a.ref, transport: a.links, crash: () => a.crash() },
    b: { ref: b.ref, transport: b.links, crash: () => b.crash() },
    clock,
    nobody: await nobody('c'.repeat(40)),
    run: (work) => work,
    close: async () => {
      await Promise.all([a.close(), b.close()])
    }
  }
}

transportContract('LinkTransport', makePair)
