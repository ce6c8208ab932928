import { expect, test } from 'vitest'
import { LabFailure } from '../host/failure'
import { parseEntries } from './import'

const utf8 = (key: string, data: string, ttlMs = 0) => ({ key, encoding: 'utf8', data, ttlMs })

test('JSON: a list of entries, or a map of keys', () => {
  expect(
    parseEntries('json', '[{"key":"a","value":"1"},{"key":"b","value":"/w==","encoding":"base64","ttlSeconds":1.5}]')
  ).toEqual([utf8('a', '1'), { key: 'b', encoding: 'base64', data: '/w==', ttlMs: 1500 }])
  expect(parseEntries('json', '{"a": "1", "__proto__x": "2"}')).toEqual([utf8('a', '1'), utf8('__proto__x', '2')])
})

test('CSV: columns by name, quotes, several lines in one cell, a byte order mark, empty lines', () => {
  const text = '\ufeffvalue,key,ttl_seconds\r\n"a, ""b""\nc",k1,60\r\n\r\nx,k2,\r\n'
  expect(parseEntries('csv', text)).toEqual([utf8('k1', 'a, "b"\nc', 60_000), utf8('k2', 'x')])
  expect(parseEntries('csv', 'key,value,encoding\nk,AA==,base64\n')).toEqual([
    { key: 'k', encoding: 'base64', data: 'AA==', ttlMs: 0 }
  ])
})

const flaws: [format: 'json' | 'csv', text: string, message: string][] = [
  ['json', '', 'line 1: not JSON: '],
  ['json', '[\n  {"key": "a" "value": "1"}\n]', 'line 2: not JSON: '],
  ['json', '// no\n[]', 'line 1: not JSON: '],
  ['json', '"text"', 'line 1: not an array or an object: '],
  ['json', '[]', 'no entries in the JSON text'],
  ['json', '[\n{"key":"a","value":"1"},\n7]', 'line 3: not an entry: "7"'],
  ['json', '[\n{"key":"a","value":"1"},\n\n{"value":"1"}]', 'line 4: no key'],
  ['json', '[{"key":"a"}]', 'line 1: no value'],
  ['json', '{"a": "1",\n"b": {}}', 'line 2: value is not a text: "{}"'],
  ['json', '[{"key":"a","value":"1","ttl":5}]', 'line 1: unknown field: ttl'],
  ['json', '[{"key":"a","value":"1","ttlSeconds":0}]', 'line 1: ttl is not a number of seconds above 0: "0"'],
  ['json', '[{"key":"a","value":"1","encoding":"hex"}]', 'line 1: unknown encoding: "hex"'],
  ['json', '[{"key":"a","value":"1"},\n{"key":"a","value":"2"}]', 'line 2: duplicate key, first on line 1: "a"'],
  ['csv', '', 'line 1: header is not key,value[,encoding][,ttl_seconds]: ""'],
  ['csv', 'key,value\n', 'no entries in the CSV text'],
  ['csv', 'name,value\na,1\n', 'line 1: header is not key,value[,encoding][,ttl_seconds]: "name,value"'],
  ['csv', 'key,value\na,1,2\n', 'line 2: 3 cells instead of 2'],
  ['csv', 'key,value\n"a\nb",1\nc\n', 'line 4: 1 cells instead of 2'],
  ['csv', 'key,value\n"a\nb",1\n"a\nb",2\n', 'line 4: duplicate key, first on line 2: "a\\nb"'],
  ['csv', 'key,value\na,"1\n', 'line 2: not CSV: quote not closed'],
  ['csv', 'key,value\na"b,1\n', 'line 2: not CSV: invalid opening quote'],
  ['csv', 'key,value,ttl_seconds\na,1,soon\n', 'line 2: ttl is not a number of seconds above 0: "soon"'],
  ['csv', `key,value\n${'k'.repeat(1025)},1\n`, 'line 2: key too long: 1025 bytes (limit 1024): ']
]

test.each(flaws)('%s %j is refused', (format, text, message) => {
  const parse = (): unknown => parseEntries(format, text)
  expect(parse).toThrow(LabFailure)
  expect(parse).toThrow(message)
})
