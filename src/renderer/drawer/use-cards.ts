/** The cards of the Statistics tab, worked out anew at most once a second of lab time. */
import { useMemo } from 'react'
import type { LagView, LookupView, NodeView } from '../../shared/model'
import { useLab } from '../state/lab'
import type { SecondSample } from '../state/lab-view'
import { bytes, count, millis } from '../words/format'
import { expectedHops, hopHistogram, keysPerNode, lastSeconds, mean, percentile, type Bar } from './statistics'

/** What a card shows: rows for its table and CSV, bars for its chart; a card without bars is a list of figures. */
export interface Figures {
  title: string
  note: string
  heads: string[]
  rows: string[][]
  bars: readonly Bar[] | null
  empty: string
  /** A value in words. */
  words: (value: number) => string
  /** The axis reaches at least to here. */
  least?: number
  /** An upright line between bars: `at` is a bar's number, with a fraction. */
  mark?: { at: number; label: string }
  /** The label under a bar where there are too many for all. */
  dense?: (index: number, of: number) => string
  wide?: boolean
}

const SHOWN_SECONDS = 60
const RATE_SECONDS = 10
const SHARES = [0.5, 0.75, 0.9, 0.95, 0.99] as const

/** All cards, and the number of requests that latency and hops are about. */
export function useCards(): { cards: Figures[]; sample: string } {
  const lookups = useLab((lab) => lab.lookups)
  const nodes = useLab((lab) => lab.nodes)
  const keys = useLab((lab) => lab.keys)
  const bits = useLab((lab) => lab.settings.bits)
  const seconds = useLab((lab) => lab.seconds)
  const lags = useLab((lab) => lab.lags)
  const total = useLab((lab) => lab.load.bytes)
  const dropped = useLab((lab) => lab.droppedPulses)
  const gaps = useLab((lab) => lab.gaps.length)
  const second = useLab((lab) => Math.floor(lab.atMs / 1000) * 1000)
  return useMemo(() => {
    const recent = lastSeconds(seconds, second, SHOWN_SECONDS)
    const live = nodes.filter((node) => node.state === 'running').length
    const cards = [
      nowCard({ recent: recent.slice(-RATE_SECONDS), lags, total, dropped, gaps, second }),
      latencyCard(lookups),
      hopsCard(lookups, live),
      keysCard(nodes, keys, bits),
      secondsCard(['Requests a second', 'requests'], recent, (sample) => sample.requests, count),
      secondsCard(['RPCs a second', 'RPCs'], recent, (sample) => sample.rpcs, count),
      secondsCard(['Bytes a second', 'bytes'], recent, (sample) => sample.bytes, bytes),
      lagCard(lags),
      secondsCard(['Events not sent', 'events'], recent, (sample) => sample.dropped, count)
    ]
    return { cards, sample: count(lookups.length) }
  }, [lookups, nodes, keys, bits, seconds, lags, total, dropped, gaps, second])
}

function nowCard(now: {
  recent: readonly SecondSample[]
  lags: readonly LagView[]
  total: number
  dropped: number
  gaps: number
  second: number
}): Figures {
  const { recent, lags } = now
  const rate = (of: (sample: SecondSample) => number) => mean(recent.map(of))
  const lag = lags.at(-1)
  const rows = [
    ['requests/s', rate((sample) => sample.requests).toFixed(1)],
    ['RPCs/s', count(rate((sample) => sample.rpcs))],
    ['bytes/s', bytes(Math.round(rate((sample) => sample.bytes)))],
    ['bytes moved since the start', bytes(now.total)],
    ['host late, worst of the last second', lag === undefined ? '–' : millis(lag.maxMs)],
    ['events not sent to this window', count(now.dropped)],
    ['gaps in the stream', count(now.gaps)]
  ]
  const note = 'over 10 s'
  return { title: 'Now', note, heads: ['figure', 'value'], rows, bars: null, empty: '', words: count }
}

function latencyCard(lookups: readonly LookupView[]): Figures {
  const took = lookups.filter((lookup) => lookup.ok).map((lookup) => lookup.tookMs)
  const bars =
    took.length === 0
      ? []
      : [
          ...SHARES.map((share): Bar => ({ label: `p${share * 100}`, value: percentile(took, share) })),
          { label: 'max', value: Math.max(...took) }
        ]
  return {
    title: 'Latency',
    note: took.length === 0 ? '' : `p50 ${millis(percentile(took, 0.5))}, p99 ${millis(percentile(took, 0.99))}`,
    heads: ['percentile', 'ms'],
    rows: bars.map((bar) => [bar.label, bar.value.toFixed(2)]),
    bars,
    empty: 'No request has ended yet.',
    words: millis
  }
}

function hopsCard(lookups: readonly LookupView[], live: number): Figures {
  const bars = hopHistogram(lookups)
  const hops = lookups.filter((lookup) => lookup.ok).map((lookup) => lookup.hops)
  const expected = expectedHops(live)
  return {
    title: 'Forward hops',
    note: hops.length === 0 ? '' : `mean ${mean(hops).toFixed(2)}; ½·log2 ${count(live)} = ${expected.toFixed(2)}`,
    heads: ['hops', 'lookups'],
    rows: bars.map((bar) => [bar.label, String(bar.value)]),
    bars,
    empty: 'No request has ended yet.',
    words: (value) => `${count(value)} lookups`,
    ...(expected <= bars.length - 1 ? { mark: { at: expected, label: `½·log2 N = ${expected.toFixed(2)}` } } : {})
  }
}

function keysCard(nodes: readonly NodeView[], keys: number, bits: number): Figures {
  const { bars, mean: middle, least, most } = keysPerNode(nodes, keys, bits)
  return {
    title: 'Keys per node',
    note:
      bars.length === 0
        ? ''
        : `mean ${middle.toFixed(1)}, ${count(least)} to ${count(most)}; lines: expected by the arc`,
    heads: ['node', 'keys', 'expected'],
    rows: bars.map((bar) => [bar.label, String(bar.value), (bar.expected ?? 0).toFixed(1)]),
    bars,
    empty: 'No live node.',
    words: (value) => `${count(value)} keys`,
    wide: true
  }
}

const secondsAgo = (index: number, of: number): string => {
  const ago = of - 1 - index
  return ago % 20 === 0 ? (ago === 0 ? 'now' : `−${ago}`) : ''
}

function secondsCard(
  [title, unit]: [string, string],
  recent: readonly SecondSample[],
  value: (sample: SecondSample) => number,
  words: (value: number) => string
): Figures {
  const bars = recent.map((sample): Bar => ({ label: `${sample.atMs / 1000} s`, value: value(sample) }))
  const values = bars.map((bar) => bar.value)
  return {
    title,
    note:
      bars.length === 0
        ? ''
        : `last ${bars.length} s: mean ${words(Math.round(mean(values)))}, most ${words(Math.max(...values))}`,
    heads: ['second', unit],
    rows: bars.map((bar) => [bar.label, String(bar.value)]),
    bars,
    empty: 'The first second is not over yet.',
    words,
    dense: secondsAgo
  }
}

function lagCard(lags: readonly LagView[]): Figures {
  const recent = lags.slice(-SHOWN_SECONDS)
  const last = recent.at(-1)
  return {
    title: 'Host late',
    note:
      last === undefined
        ? ''
        : `event loop: p50 ${millis(last.p50Ms)}, p99 ${millis(last.p99Ms)}, worst ${millis(last.maxMs)}`,
    heads: ['second', 'p50 ms', 'p99 ms', 'worst ms'],
    rows: recent.map((lag) => [
      `${(lag.atMs / 1000).toFixed(1)} s`,
      lag.p50Ms.toFixed(2),
      lag.p99Ms.toFixed(2),
      lag.maxMs.toFixed(2)
    ]),
    bars: recent.map((lag): Bar => ({ label: `${(lag.atMs / 1000).toFixed(1)} s`, value: lag.maxMs })),
    empty: 'Not measured yet: the host tells once a second while a node is up.',
    words: millis,
    least: 10,
    dense: secondsAgo
  }
}
