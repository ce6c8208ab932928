import { describe, expect, test } from 'vitest'
import { idSpace, isId, SPACE_160, toNumber } from '../../shared/ids'
import { hashId } from './identity'

describe('ids from names', () => {
  test.each([
    ['127.0.0.1:8440', 'df4aa48e0cd363692f238d192f914cb9591d129f'],
    ['127.0.0.1:8441', 'dbfe0d530e14fb0d254966446b89ae4d3e5a47ba'],
    ['127.0.0.1:8442', '602153ed7db294ecfe6ed4d01594b9da966c3a8a'],
    ['user:1', 'abc3a47b8ad18b855c687d9ca2c6091ee7312db5'],
    ['test', '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b']
  ])("Torus's id of %s", (text, id) => {
    expect(hashId(SPACE_160, text)).toBe(id)
  })

  test('leading zeros are kept: Torus drops them on the wire, we do not in an id', () => {
    expect(hashId(SPACE_160, '127.0.0.1:8408')).toBe('003d54a38c761bba393fec1f646a70fe4cffe5d9')
    expect(hashId(SPACE_160, 'key489')).toBe('001ecb4c7ad2834d57df415a665c290a8e8d89c1')
  })

  test('a key is hashed by its UTF-8 bytes', () => {
    expect(hashId(SPACE_160, 'schlüssel')).toBe(hashId(SPACE_160, new TextEncoder().encode('schlüssel')))
  })

  test('on a smaller circle the id is the leading bits of the same hash', () => {
    const whole = toNumber(hashId(SPACE_160, 'test'))
    for (const bits of [1, 6, 8, 48, 159]) {
      const id = hashId(idSpace(bits), 'test')
      expect(isId(idSpace(bits), id)).toBe(true)
      expect(toNumber(id)).toBe(whole >> BigInt(160 - bits))
    }
  })
})
