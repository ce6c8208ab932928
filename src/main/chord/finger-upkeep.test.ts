import { describe, expect, test } from 'vitest'
import { FingerUpkeep } from './finger-upkeep'

/** A table of four far fingers that notes what it is asked for, and is right or wrong as `right` says. */
function upkeep(right: () => boolean = () => true) {
  const asked: string[] = []
  const failures: unknown[] = []
  let gate = Promise.resolve()
  const answer = (what: string) => async (): Promise<boolean> => {
    asked.push(what)
    await gate
    return right()
  }
  const table = {
    farCount: 4,
    copy: async (from: string) => void asked.push(`copy ${from}`),
    fixAll: answer('all'),
    fixNext: answer('next')
  }
  const care = new FingerUpkeep(
    table,
    () => 'n8',
    (cause) => failures.push(cause)
  )
  const look = async (pace: 'thorough' | 'calm', busy = false): Promise<string[]> => {
    asked.length = 0
    care.look(pace, busy)
    await care.whenDone()
    return [...asked]
  }
  const hold = (): (() => void) => {
    let open = (): void => {}
    gate = new Promise((resolve) => (open = resolve))
    return open
  }
  return { care, look, asked, failures, hold }
}

describe('when fingers are looked after', () => {
  test('all of them until they were right three times, the last of them in calm; then one by one', async () => {
    const { look } = upkeep()
    expect(await look('thorough')).toEqual(['copy n8', 'all'])
    expect(await look('thorough')).toEqual(['all'])
    expect(await look('thorough')).toEqual([])
    expect(await look('calm')).toEqual(['all'])
    for (let round = 0; round < 3; round++) expect(await look('calm')).toEqual([])
    expect(await look('calm')).toEqual(['next'])
  })

  test('as long as any is wrong, all of them again', async () => {
    let wrong = 5
    const { look } = upkeep(() => wrong-- <= 0)
    for (let round = 0; round < 7; round++) expect(await look('thorough')).toContain('all')
    expect(await look('thorough')).toEqual([])
  })

  test('a change around here begins it anew, also one that comes in the middle', async () => {
    const { care, look, asked, hold } = upkeep()
    await look('thorough')
    await look('thorough')
    care.unsettle()
    expect(await look('thorough')).toEqual(['all'])
    const open = hold()
    care.look('thorough', false)
    care.unsettle()
    open()
    await care.whenDone()
    asked.length = 0
    // Three more: the one that the change came into does not count.
    expect(await look('thorough')).toEqual(['all'])
    expect(await look('thorough')).toEqual(['all'])
    expect(await look('thorough')).toEqual([])
  })

  test('a busy ring puts it off, but not for ever', async () => {
    const { look } = upkeep()
    for (let round = 0; round < 4; round++) expect(await look('thorough', true)).toEqual([])
    expect(await look('thorough', true)).toEqual(['copy n8', 'all'])
  })

  test('with four far fingers one calm round of four checks one; a wrong one brings all of them back', async () => {
    let right = true
    const { look } = upkeep(() => right)
    const calm = async (rounds: number): Promise<number[]> => {
      const counts: number[] = []
      for (let round = 0; round < rounds; round++) counts.push((await look('calm')).length)
      return counts
    }
    await calm(3)
    expect(await calm(9)).toEqual([0, 0, 0, 1, 0, 0, 0, 1, 0])
    right = false
    expect(await calm(3)).toEqual([0, 0, 1])
    right = true
    expect(await look('calm')).toEqual(['all'])
    expect(await calm(4)).toEqual([0, 0, 0, 1])
  })

  test('one check at a time, and a failed one is told and tried again', async () => {
    const { care, look, asked, failures, hold } = upkeep(() => {
      if (failures.length === 0) throw new Error('no way')
      return true
    })
    const open = hold()
    care.look('thorough', false)
    care.look('thorough', false)
    await Promise.resolve()
    open()
    await care.whenDone()
    expect(asked).toEqual(['copy n8', 'all'])
    expect(failures).toHaveLength(1)
    expect(await look('thorough')).toEqual(['all'])
  })
})
