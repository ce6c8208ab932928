/** Entries from a JSON or CSV text. All or nothing: what is malformed is named with its line. */
import { CsvError, parse as parseCsv } from 'csv-parse/sync'
import { type Node as JsonNode, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import { MAX_BULK_KEYS } from '../../shared/limits'
import { LabFailure } from '../host/failure'
import type { BulkEntry } from '../host/protocol'
import { bytesOf, checkKey, excerpt } from '../host/values'

const MAX_TTL_SECONDS = 10 * 365 * 86_400

/** The entries of a text. Throws LabFailure naming the line. */
export function parseEntries(format: 'json' | 'csv', text: string): BulkEntry[] {
  const entries = format === 'json' ? jsonEntries(text) : csvEntries(text)
  if (entries.length === 0) throw new LabFailure('invalid', `no entries in the ${format.toUpperCase()} text`)
  return entries
}

/** Parses JSON; a malformed text is refused with its line. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const errors: ParseError[] = []
    parseTree(text, errors, { disallowComments: true })
    const first = errors[0]
    const what = first === undefined ? 'malformed' : words(printParseErrorCode(first.error))
    throw new LabFailure('invalid', `line ${lineAt(text, first?.offset ?? text.length)}: not JSON: ${what}`)
  }
}

function jsonEntries(text: string): BulkEntry[] {
  const document = parseJson(text)
  if (Array.isArray(document)) return collect(document.length, (i) => rowOf(document[i]), jsonLines(text))
  if (typeof document !== 'object' || document === null)
    throw new LabFailure('invalid', `line 1: not an array or an object: ${excerpt(text.slice(0, 40))}`)
  const pairs = Object.entries(document)
  return collect(pairs.length, (i) => ({ key: pairs[i]?.[0], value: pairs[i]?.[1] }), jsonLines(text))
}

const CSV_COLUMNS = ['key', 'value', 'encoding', 'ttl_seconds']

function csvEntries(text: string): BulkEntry[] {
  const rows = csvRows(text)
  const header = rows.shift()
  const names = (header?.record ?? []).map((name) => name.trim().toLowerCase())
  const unknown = names.find((name) => !CSV_COLUMNS.includes(name))
  if (unknown !== undefined || !names.includes('key') || !names.includes('value'))
    throw new LabFailure(
      'invalid',
      `line 1: header is not key,value[,encoding][,ttl_seconds]: ${excerpt(names.join())}`
    )
  const cell = (i: number, name: string) => rows[i]?.record[names.indexOf(name)]
  const row = (i: number): Row => {
    const cells = rows[i]?.record.length ?? 0
    if (cells !== names.length) fail(`${cells} cells instead of ${names.length}`)
    const ttl = cell(i, 'ttl_seconds')?.trim() ?? ''
    return {
      key: cell(i, 'key'),
      value: cell(i, 'value'),
      encoding: cell(i, 'encoding')?.trim() || undefined,
      ttlSeconds: ttl === '' ? undefined : /^\d+(\.\d+)?$/.test(ttl) ? Number(ttl) : ttl
    }
  }
  return collect(rows.length, row, (i) => rows[i]?.line ?? 1)
}

function csvRows(text: string): { record: string[]; line: number }[] {
  try {
    const parsed = parseCsv(text, { bom: true, info: true, skip_empty_lines: true, relax_column_count: true })
    const rows = parsed as unknown as { record: string[]; info: { lines: number } }[]
    // The parser tells where a record ends; a quoted cell may have begun lines before.
    return rows.map(({ record, info }) => ({ record, line: info.lines - record.join('').split('\n').length + 1 }))
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause
    const line = typeof cause['lines'] === 'number' ? cause['lines'] : 1
    throw new LabFailure('invalid', `line ${line}: not CSV: ${cause.message.split(':')[0]?.toLowerCase()}`)
  }
}

/** An entry before it is checked. */
interface Row {
  key: unknown
  value: unknown
  encoding?: unknown
  ttlSeconds?: unknown
}

const FIELDS = new Set(['key', 'value', 'encoding', 'ttlSeconds'])

function rowOf(item: unknown): Row {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) fail(`not an entry: ${show(item)}`)
  const unknown = Object.keys(item).find((name) => !FIELDS.has(name))
  if (unknown !== undefined) fail(`unknown field: ${unknown}`)
  return item as Row
}

function collect(count: number, row: (i: number) => Row, lineOf: (i: number) => number): BulkEntry[] {
  if (count > MAX_BULK_KEYS) throw new LabFailure('invalid', `too many entries: ${count} (limit ${MAX_BULK_KEYS})`)
  const entries: BulkEntry[] = []
  const seen = new Map<string, number>()
  for (let i = 0; i < count; i++) {
    try {
      const entry = entryOf(row(i))
      const first = seen.get(entry.key)
      if (first !== undefined) fail(`duplicate key, first on line ${lineOf(first)}: ${excerpt(entry.key)}`)
      seen.set(entry.key, i)
      entries.push(entry)
    } catch (cause) {
      if (!(cause instanceof LabFailure)) throw cause
      throw new LabFailure('invalid', `line ${lineOf(i)}: ${cause.message}`)
    }
  }
  return entries
}

function entryOf({ key, value, encoding = 'utf8', ttlSeconds }: Row): BulkEntry {
  if (typeof key !== 'string') fail(key === undefined ? 'no key' : `key is not a text: ${show(key)}`)
  checkKey(key)
  if (typeof value !== 'string') fail(value === undefined ? 'no value' : `value is not a text: ${show(value)}`)
  if (encoding !== 'utf8' && encoding !== 'base64') fail(`unknown encoding: ${show(encoding)}`)
  bytesOf({ encoding, data: value })
  return { key, encoding, data: value, ttlMs: ttlMs(ttlSeconds) }
}

function ttlMs(seconds: unknown): number {
  if (seconds === undefined || seconds === null) return 0
  if (typeof seconds !== 'number' || !(seconds > 0) || seconds > MAX_TTL_SECONDS)
    fail(`ttl is not a number of seconds above 0: ${show(seconds)}`)
  return Math.max(1, Math.round(seconds * 1000))
}

function fail(message: string): never {
  throw new LabFailure('invalid', message)
}

function show(value: unknown): string {
  return excerpt(typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value)))
}

/** Where each entry of a well-formed JSON text begins; the text is parsed again only when somebody asks. */
function jsonLines(text: string): (i: number) => number {
  let entries: JsonNode[] | undefined
  return (i) => {
    entries ??= parseTree(text)?.children ?? []
    return lineAt(text, entries[i]?.offset ?? 0)
  }
}

function lineAt(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}

/** `PropertyNameExpected` → `property name expected`. */
function words(code: string): string {
  return code.replace(/(?!^)[A-Z]/g, ' $&').toLowerCase()
}
