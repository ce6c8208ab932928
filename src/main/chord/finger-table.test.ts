import { describe, expect, test } from 'vitest'
import { type Id, idSpace } from '../../shared/ids'
import { SimClock } from '../sim/sim-clock'
import { FingerTable } from './finger-table'
import { Peers } from './peers'
import type { Transport } from './ports'

const IDS: readonly Id[] = ['0e', '15', '20', '2a', '33']

/** The table of node 08 of 64 ids, over peers that are known and never asked. */
function table(): FingerTable {
  const unused = { onLinkLost: () => {} } as unknown as Transport
  const peers = new Peers({ id: '08', address: 'n08' }, unused, new SimClock(), () => {}, 300)
  peers.learn(...IDS.map((id) => ({ id, address: `n${id}` })))
  return new FingerTable(
    idSpace(6),
    '08',
    peers,
    () => {},
    async () => '08'
  )
}

const named = ({ spans }: FingerTable): Id[] => spans.map((span) => span.node)

describe('the successor list answers for its arc', () => {
  test('whoever lies there and is not on it is no finger any more', () => {
    const fingers = table()
    fingers.setSuccessors(['0e'])
    fingers.consider('20')
    expect(named(fingers)).toContain('20')
    fingers.setSuccessors(['0e', '15', '2a'])
    expect(named(fingers)).not.toContain('20')
  })

  test('and does not become one by hearsay', () => {
    const fingers = table()
    fingers.setSuccessors(['0e', '15', '2a'])
    fingers.consider('20')
    expect(named(fingers)).toEqual(['0e', '15', '2a'])
  })

  test('beyond it a node that is met takes over what it is nearer for', () => {
    const fingers = table()
    fingers.setSuccessors(['0e', '15'])
    fingers.consider('33')
    expect(named(fingers)).toEqual(['0e', '15', '33'])
    fingers.consider('2a')
    expect(named(fingers)).toEqual(['0e', '15', '2a'])
  })
})
