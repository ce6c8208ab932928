import { describe, expect, it } from 'vitest'
import { toCsv } from '../controls/clipboard'
import { viewportOf } from '../frame/viewport'
import { countProblem, idProblem, padRight, portProblem } from './checks'
import { rank } from './rank'

describe('what a person typed', () => {
  it('is a number within its bounds, or is named', () => {
    expect(countProblem('8', 'Nodes', 512)).toBeNull()
    expect(countProblem('0', 'Nodes', 512)).toBe('Nodes is not a whole number above 0: 0')
    expect(countProblem('1.5', 'Nodes', 512)).toBe('Nodes is not a whole number above 0: 1.5')
    expect(countProblem('1000', 'Nodes', 512)).toBe('Nodes is over 512: 1,000')
  })

  it('is the beginning of an id, or is named', () => {
    expect(padRight('0x8F b0', 32)).toBe('8fb00000')
    expect(idProblem('8f', 160)).toBeNull()
    expect(idProblem('', 160)).toBe('Id is empty.')
    expect(idProblem('zz', 160)).toMatch(/^id is not hexadecimal/)
    expect(idProblem('1'.repeat(41), 160)).toMatch(/^id does not fit in 160 bits/)
  })

  it('is a port, or is named', () => {
    expect([portProblem(''), portProblem('0'), portProblem('65535')]).toEqual([null, null, null])
    expect(portProblem('65536')).toBe('Port is not 0 to 65535: 65536')
  })
})

it('ranks beginnings before middles and keeps the order otherwise', () => {
  const titles = ['Show nodes', 'Add node', 'Node table', 'Forget node']
  expect(rank(titles, 'node', (title) => title)).toEqual(['Node table', 'Show nodes', 'Add node', 'Forget node'])
  expect(rank(titles, 'add n', (title) => title)).toEqual(['Add node'])
  expect(rank(titles, '', (title) => title)).toEqual(titles)
})

it('quotes cells of CSV that need it', () => {
  expect(
    toCsv(
      ['key', 'size'],
      [
        ['a,"b"', 3],
        ['plain', 4]
      ]
    )
  ).toBe('key,size\n"a,""b""",3\nplain,4')
})

it('sorts windows into the classes of the look', () => {
  expect(viewportOf(1440, 900)).toEqual({ width: 'full', height: 'tall' })
  expect(viewportOf(1279, 799)).toEqual({ width: 'medium', height: 'short' })
  expect(viewportOf(1024, 700)).toEqual({ width: 'narrow', height: 'short' })
  expect(viewportOf(900, 620)).toEqual({ width: 'overlay', height: 'short' })
})
