import { ClipboardCopy } from 'lucide-react'
import { useMemo, useState, type ReactNode } from 'react'
import { copyText, toCsv } from '../controls/clipboard'
import { Segmented } from '../controls/segmented'
import { useLab } from '../state/lab'
import { toast } from '../state/window-actions'
import { count, millis } from '../words/format'
import {
  expectedHops,
  hopHistogram,
  keysPerNode,
  mean,
  percentile,
  perSecond,
  rpcsPerSecond,
  type Bar
} from './statistics'

const WINDOW_MS = 10_000
const FORMS = [
  { value: 'chart', label: 'Charts' },
  { value: 'table', label: 'Tables' }
] as const

/** What was measured: hops, latency, rates, spread of the keys. */
export function StatisticsTab() {
  const [form, setForm] = useState<'chart' | 'table'>('chart')
  const figures = useFigures()
  const copy = async () => {
    const csv = toCsv(
      ['figure', 'value'],
      [
        ...figures.rows.map(([name, value]) => [name, value]),
        ...figures.hops.map((bar) => [`lookups of ${bar.label} hops`, bar.value]),
        ...figures.spread.bars.map((bar) => [`keys of ${bar.label}`, bar.value])
      ]
    )
    if (await copyText(csv)) toast('ok', 'Statistics copied as CSV')
  }
  return (
    <div className="tab">
      <div className="tool-row">
        <span className="hint">{`From the last ${count(figures.sample)} requests of this window; rates over the last 10 s`}</span>
        <span className="end">
          <Segmented label="Show as" choices={FORMS} value={form} onChange={setForm} />
        </span>
        <button type="button" className="button bare small" onClick={() => void copy()}>
          <ClipboardCopy size={14} strokeWidth={1.75} />
          Copy as CSV
        </button>
      </div>
      <div className="statistics scroll" tabIndex={0} role="region" aria-label="Statistics">
        <Card title="Rates and latency" note="">
          <dl className="figures">
            {figures.rows.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </Card>
        <Card title="Forward hops" note={figures.hopNote}>
          <Bars
            bars={figures.hops}
            form={form}
            unit="lookups"
            heads={['hops', 'lookups']}
            empty="No request has ended yet."
          />
        </Card>
        <Card title="Keys per node" note={figures.spreadNote}>
          <Bars
            bars={figures.spread.bars}
            form={form}
            unit="keys"
            heads={['node', 'keys']}
            mark={figures.spread.mean}
            empty="No live node."
          />
        </Card>
      </div>
    </div>
  )
}

function useFigures() {
  const lookups = useLab((lab) => lab.lookups)
  const nodes = useLab((lab) => lab.nodes)
  const live = useLab((lab) => lab.health.live)
  const rates = useLab((lab) => lab.rates)
  const dropped = useLab((lab) => lab.droppedPulses)
  const second = useLab((lab) => Math.floor(lab.atMs / 1000) * 1000)
  return useMemo(() => {
    const took = lookups.filter((lookup) => lookup.ok).map((lookup) => lookup.tookMs)
    const hops = lookups.filter((lookup) => lookup.ok).map((lookup) => lookup.hops)
    const spread = keysPerNode(nodes)
    const time = (share: number) => (took.length === 0 ? '–' : millis(percentile(took, share)))
    const rows: [string, string][] = [
      [
        'requests/s',
        perSecond(
          lookups.map((lookup) => lookup.atMs),
          second,
          WINDOW_MS
        ).toFixed(1)
      ],
      ['RPCs/s', count(rpcsPerSecond(rates, second, WINDOW_MS))],
      ['latency p50', time(0.5)],
      ['latency p90', time(0.9)],
      ['latency p99', time(0.99)],
      ['pulses not sent', count(dropped)]
    ]
    return {
      sample: lookups.length,
      rows,
      hops: hopHistogram(lookups),
      hopNote:
        hops.length === 0
          ? ''
          : `mean ${mean(hops).toFixed(2)}; ½·log2 ${count(live)} = ${expectedHops(live).toFixed(2)}`,
      spread,
      spreadNote:
        spread.bars.length === 0
          ? ''
          : `mean ${spread.mean.toFixed(1)}, least ${count(spread.least)}, most ${count(spread.most)}`
    }
  }, [lookups, nodes, live, rates, dropped, second])
}

function Card({ title, note, children }: { title: string; note: string; children: ReactNode }) {
  return (
    <section className="card" aria-label={title}>
      <h3>
        <span className="strong">{title}</span> <span className="hint">{note}</span>
      </h3>
      {children}
    </section>
  )
}

function Bars(props: {
  bars: readonly Bar[]
  form: 'chart' | 'table'
  unit: string
  heads: [string, string]
  mark?: number
  empty: string
}) {
  const { bars, form, unit, heads, mark, empty } = props
  if (bars.length === 0) return <p className="hint">{empty}</p>
  if (form === 'table')
    return (
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{heads[0]}</th>
            <th scope="col" className="num">
              {heads[1]}
            </th>
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.label}>
              <th scope="row" className="mono">
                {bar.label}
              </th>
              <td className="num">{count(bar.value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    )
  const most = Math.max(1, ...bars.map((bar) => bar.value))
  const dense = bars.length > 24
  return (
    <div className="bars" role="img" aria-label={bars.map((bar) => `${bar.label}: ${bar.value} ${unit}`).join(', ')}>
      {mark === undefined ? null : <span className="bar-mark" style={{ bottom: `${20 + (mark / most) * 72}px` }} />}
      {bars.map((bar) => (
        <span key={bar.label} className="bar-column" title={`${bar.label}: ${count(bar.value)} ${unit}`}>
          <span className="bar-fill" style={{ height: `${(bar.value / most) * 72}px` }} />
          <span className="bar-label mono">{dense ? '' : bar.label}</span>
        </span>
      ))}
    </div>
  )
}
