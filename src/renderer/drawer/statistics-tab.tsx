import { ClipboardCopy } from 'lucide-react'
import { useState, type CSSProperties } from 'react'
import { copyText, toCsv } from '../controls/clipboard'
import { Segmented } from '../controls/segmented'
import { toast } from '../state/window-actions'
import type { Bar } from './statistics'
import { useCards, type Figures } from './use-cards'

type Form = 'chart' | 'table'
const FORMS = [
  { value: 'chart', label: 'Charts' },
  { value: 'table', label: 'Tables' }
] as const

/** What was measured: rates, latency, hops, the spread of the keys, bytes, the host; each as chart, table and CSV. */
export function StatisticsTab() {
  const [form, setForm] = useState<Form>('chart')
  const { cards, sample } = useCards()
  return (
    <div className="tab">
      <div className="tool-row">
        <span className="hint">{`Latency and hops of the last ${sample} requests; rates as counted by the lab`}</span>
        <span className="end">
          <Segmented label="Show as" choices={FORMS} value={form} onChange={setForm} />
        </span>
        <button type="button" className="button bare small" onClick={() => void copy(cards)}>
          <ClipboardCopy size={14} strokeWidth={1.75} />
          Copy all as CSV
        </button>
      </div>
      <div className="statistics scroll" tabIndex={0} role="region" aria-label="Statistics">
        {cards.map((card) => (
          <Card key={card.title} card={card} form={form} />
        ))}
      </div>
    </div>
  )
}

/** One card alone, or all of them with their names as the first column. */
async function copy(cards: readonly Figures[]): Promise<void> {
  const one = cards.length === 1 ? cards[0] : undefined
  const csv =
    one === undefined
      ? toCsv(
          ['statistic', 'name', 'value'],
          cards.flatMap((card) => card.rows.map(([name = '', value = '']) => [card.title, name, value]))
        )
      : toCsv(one.heads, one.rows)
  if (await copyText(csv)) toast('ok', `${one === undefined ? 'Statistics' : one.title} copied as CSV`)
}

function Card({ card, form }: { card: Figures; form: Form }) {
  const { title, note, bars, rows } = card
  return (
    <section className="card" aria-label={title} data-wide={card.wide || undefined}>
      <h3>
        <span className="strong">{title}</span> <span className="hint cut">{note}</span>
        <button
          type="button"
          className="button bare icon small"
          aria-label={`Copy ${title} as CSV`}
          title="Copy as CSV"
          disabled={rows.length === 0}
          onClick={() => void copy([card])}
        >
          <ClipboardCopy size={12} strokeWidth={1.75} />
        </button>
      </h3>
      {rows.length === 0 ? (
        <p className="hint">{card.empty}</p>
      ) : bars === null ? (
        <FigureList card={card} />
      ) : form === 'table' ? (
        <Table card={card} />
      ) : (
        <Bars bars={bars} card={card} />
      )}
    </section>
  )
}

function FigureList({ card }: { card: Figures }) {
  return (
    <dl className="figures">
      {card.rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Table({ card }: { card: Figures }) {
  return (
    <table className="plain">
      <caption className="unseen">{card.title}</caption>
      <thead>
        <tr>
          {card.heads.map((head, i) => (
            <th key={head} scope="col" className={i === 0 ? undefined : 'num'}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {card.rows.map(([name, ...values]) => (
          <tr key={name}>
            <th scope="row" className="mono">
              {name}
            </th>
            {values.map((value, i) => (
              <td key={card.heads[i + 1]} className="num">
                {value}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const HEIGHT = 72

function Bars({ bars, card }: { bars: readonly Bar[]; card: Figures }) {
  const most = Math.max(card.least ?? 0, ...bars.map((bar) => Math.max(bar.value, bar.expected ?? 0)))
  const px = (value: number) => `${most === 0 ? 0 : (value / most) * HEIGHT}px`
  const dense = card.dense !== undefined || bars.length > 16
  const words = bars.map((bar) => `${bar.label}: ${card.words(bar.value)}`)
  return (
    <div
      className="bars"
      data-dense={dense || undefined}
      role="img"
      aria-label={`${card.title}. ${bars.length > 64 ? card.note : words.join(', ')}`}
      style={{ '--bars': bars.length } as CSSProperties}
    >
      {card.mark === undefined ? null : (
        <span className="bar-mark upright" title={card.mark.label} style={{ '--at': card.mark.at } as CSSProperties} />
      )}
      {bars.map((bar, i) => (
        <span key={bar.label} className="bar-column" title={words[i]}>
          <span className="bar-fill" style={{ height: px(bar.value) }} />
          {bar.expected === undefined ? null : (
            <span className="bar-expected" style={{ bottom: `calc(20px + ${px(bar.expected)})` }} />
          )}
          <span className="bar-label mono">{dense ? (card.dense?.(i, bars.length) ?? '') : bar.label}</span>
        </span>
      ))}
    </div>
  )
}
