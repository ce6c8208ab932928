import { Check, ChevronDown, ChevronRight, Plus } from 'lucide-react'
import { useState } from 'react'
import type { NodeDetail } from '../../shared/contract'
import { arcShare, idSpace, shortId } from '../../shared/ids'
import { LIVE_STATES, type NodeView } from '../../shared/model'
import { useNow } from '../frame/use-now'
import { NodeGlyph } from '../glyphs/node-glyph'
import { useLab, usePreference } from '../state/lab'
import { prefer } from '../state/window-actions'
import { clockTime, count, groupId, percent, plural, seconds } from '../words/format'
import { lookOf } from '../words/node-look'
import { fingerRows, foldAgreeing, neighbourRows, type BeliefRow, type FingerRow } from './neighbours'
import { Fact } from './fact'
import { BeliefColumns } from './belief-columns'
import { NodeLink } from './node-link'
import { Spark } from './spark'
import { lastOf, useNodeDetail } from './use-detail'
import { ScrollRegion } from './scroll-region'

/** What a node is, and what it believes beside what is true. */
export function NodeTab({ node, short }: { node: NodeView; short: boolean }) {
  const result = useNodeDetail(node.id)
  const detail = lastOf(result)
  const live = LIVE_STATES.includes(node.state) || node.state === 'hung'
  return (
    <ScrollRegion label="Node">
      <Facts node={node} detail={detail} />
      {result.state === 'failed' ? (
        <p className="section inline-error">{`No answer about ${shortId(node.id)}: ${result.message}. Last known values follow.`}</p>
      ) : null}
      {live ? (
        <>
          <Neighbours node={node} detail={detail} short={short} />
          <Fingers node={node} detail={detail} short={short} />
          {short ? null : <Rate node={node} />}
        </>
      ) : (
        <p className="section hint">It holds no beliefs now: its memory is gone.</p>
      )}
    </ScrollRegion>
  )
}

function Facts({ node, detail }: { node: NodeView; detail: NodeDetail | null }) {
  const bits = useLab((lab) => lab.settings.bits)
  const now = useNow()
  const up = LIVE_STATES.includes(node.state) || node.state === 'hung' || node.state === 'starting'
  const share =
    detail?.owns.share ?? (node.servedFrom === null ? null : arcShare(idSpace(bits), node.servedFrom, node.id))
  const from = detail?.owns.from ?? node.servedFrom
  const owns = up && from !== null && share !== null
  return (
    <dl className="facts section">
      <Fact name="Id" copy={node.id} className="id">
        {groupId(node.id)}
      </Fact>
      <Fact name="Address" copy={node.address}>
        <span className="mono">{node.address}</span>
      </Fact>
      <Fact name="Owns">
        {owns ? (
          <>
            <span className="mono">{`(${shortId(from)}, ${shortId(node.id)}]`}</span>
            {` · ${percent(share)} · ${plural(node.keys, 'key')}`}
          </>
        ) : (
          'nothing'
        )}
      </Fact>
      <Fact name={up ? 'Uptime' : 'Since'} className="uptime">
        {up ? clockTime(now - node.startedAtMs) : clockTime(node.sinceMs)}
      </Fact>
    </dl>
  )
}

function Neighbours({ node, detail, short }: { node: NodeView; detail: NodeDetail | null; short: boolean }) {
  const [unfolded, setUnfolded] = useState(false)
  const rows = detail === null ? null : neighbourRows(node, detail.truth)
  const { shown, folded } =
    rows === null || unfolded ? { shown: rows ?? [], folded: 0 } : foldAgreeing(rows, short ? 4 : 5)
  return (
    <table className="beliefs section" aria-label="Neighbours">
      <BeliefColumns />
      <thead>
        <tr>
          <th scope="col" className="head">
            Neighbours
          </th>
          <th scope="col">believes</th>
          <th scope="col">truth</th>
        </tr>
      </thead>
      <tbody>
        {rows === null ? Array.from({ length: 6 }, (_, i) => <HairlineRow key={i} />) : null}
        {shown.map((row, i) =>
          row === null ? (
            <Folded key="folded" count={folded} onUnfold={() => setUnfolded(true)} />
          ) : (
            <Belief key={`${row.label} ${i}`} row={row} />
          )
        )}
      </tbody>
    </table>
  )
}

const Folded = ({ count, onUnfold }: { count: number; onUnfold: () => void }) => (
  <tr>
    <th scope="row">
      <button type="button" className="link" aria-expanded={false} onClick={onUnfold}>
        {`${count} more …`}
      </button>
    </th>
    <td />
    <td className="truth">
      <Check size={14} strokeWidth={2} className="tone-ok" aria-hidden="true" />
      <span className="soft">agree</span>
    </td>
  </tr>
)

const HairlineRow = () => (
  <tr className="waiting">
    <td colSpan={3} />
  </tr>
)

function Belief({ row }: { row: BeliefRow }) {
  return (
    <tr data-verdict={row.verdict}>
      <th scope="row">{row.label}</th>
      <td>{row.believes === null ? <span className="tone-warn">–</span> : <Believed row={row} />}</td>
      <td className="truth">
        <Truth row={row} />
      </td>
    </tr>
  )
}

const Believed = ({ row }: { row: BeliefRow }) =>
  row.verdict === 'right' ? (
    <NodeLink id={row.believes ?? ''} />
  ) : (
    <s>
      <NodeLink id={row.believes ?? ''} />
    </s>
  )

function Truth({ row }: { row: BeliefRow }) {
  if (row.truth === null) return <Gone id={row.believes ?? ''} />
  if (row.verdict === 'right')
    return (
      <>
        <Check size={14} strokeWidth={2} className="tone-ok" aria-label="agrees" />
        <NodeLink id={row.truth} className="soft" />
      </>
    )
  return (
    <>
      <Plus size={14} strokeWidth={2} className="tone-warn" aria-label="should be" />
      <NodeLink id={row.truth} className="strong" />
    </>
  )
}

/** What became of a node that is still believed in. */
function Gone({ id }: { id: string }) {
  const node = useLab((lab) => lab.byId.get(id))
  const now = useNow()
  if (node === undefined) return <span className="hint">no such node</span>
  if (LIVE_STATES.includes(node.state)) return <span className="soft">not within the list</span>
  return (
    <>
      <NodeGlyph look={lookOf(node, null)} size={12} />
      <span>{`${node.state} ${seconds(now - node.sinceMs)}`}</span>
    </>
  )
}

function Fingers({ node, detail, short }: { node: NodeView; detail: NodeDetail | null; short: boolean }) {
  const bits = useLab((lab) => lab.settings.bits)
  const preferred = usePreference('fingersOpen')
  const open = preferred ?? !short
  const rows = detail === null ? [] : fingerRows(node.fingers, detail.truth.fingers, bits)
  const wrong = rows.filter((row) => row.believes !== row.truth).length
  return (
    <section className="section fingers" aria-label="Fingers">
      <h3>
        <button type="button" aria-expanded={open} onClick={() => prefer({ fingersOpen: !open })}>
          <span className="strong">Fingers</span>
          <span className="hint">{detail === null ? '' : `${count(bits)} in ${plural(rows.length, 'row')}`}</span>
          <span className="end tone-warn">{wrong === 0 ? '' : `${wrong} behind`}</span>
          {open ? <ChevronDown size={14} strokeWidth={2} /> : <ChevronRight size={14} strokeWidth={2} />}
        </button>
      </h3>
      {open ? (
        <table className="beliefs" aria-label="Finger table">
          <BeliefColumns />
          <thead className="unseen">
            <tr>
              <th scope="col">finger</th>
              <th scope="col">believes</th>
              <th scope="col">truth</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Finger key={row.to} row={row} />
            ))}
          </tbody>
        </table>
      ) : null}
    </section>
  )
}

const Power = ({ of }: { of: number }) => (
  <>
    2<sup>{of}</sup>
  </>
)

function Finger({ row }: { row: FingerRow }) {
  const right = row.believes === row.truth
  return (
    <tr data-verdict={right ? 'right' : 'wrong'}>
      <th scope="row" className="mono">
        <Power of={row.from} />
        {row.to === row.from ? null : (
          <>
            {' – '}
            <Power of={row.to} />
          </>
        )}
      </th>
      <td>
        {row.believes === null ? (
          <span className="tone-warn">–</span>
        ) : right ? (
          <NodeLink id={row.believes} />
        ) : (
          <s>
            <NodeLink id={row.believes} />
          </s>
        )}
      </td>
      <td className="truth">
        {row.truth === null ? (
          <span className="hint">–</span>
        ) : (
          <>
            {right ? (
              <Check size={14} strokeWidth={2} className="tone-ok" aria-label="agrees" />
            ) : (
              <Plus size={14} strokeWidth={2} className="tone-warn" aria-label="should be" />
            )}
            <NodeLink id={row.truth} className={right ? 'soft' : 'strong'} />
          </>
        )}
      </td>
    </tr>
  )
}

function Rate({ node }: { node: NodeView }) {
  const rates = useLab((lab) => lab.nodeRates.get(node.id))
  return (
    <section className="section rate" aria-label="RPCs per second">
      <h3>RPC/s</h3>
      <Spark values={rates ?? []} />
      <span className="num">{count(node.rpcPerSecond)}</span>
    </section>
  )
}
