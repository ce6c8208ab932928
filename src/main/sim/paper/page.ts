/** docs/paper.md and its pictures: our figures laid beside the paper's. */
import { expectedHops, LOAD_STATED, TABLE_TWO } from './figures'
import { type Plot, type Point, svgOf } from './plot'
import { type Check, checksOf, fixed, HOPS_LISTS, off, type Results } from './run'

/** A file of the page, by its path below the folder that the page is written to. */
export interface PageFile {
  readonly path: string
  readonly text: string
}

/** The page and its pictures. The same results give the same text. */
export function pageOf(results: Results): PageFile[] {
  const plots = plotsOf(results)
  const pictures = Object.entries(plots).map(([name, plot]) => ({ path: `paper/${name}.svg`, text: svgOf(plot) }))
  const sections = [introduction(results), tableTwo(results), hops(results), load(results), verdict(checksOf(results))]
  return [{ path: 'paper.md', text: `${sections.join('\n\n')}\n` }, ...pictures]
}

function introduction({ seed, budget }: Results): string {
  return `# The paper's figures, reproduced

Written by \`npm run paper\` (seed ${seed}, ${budget.name} budget); the same seed writes the same page. The command prints the same figures
and exits with 1 when one is out of bounds.

The paper is Stoica et al., *Chord*, in its two forms: SIGCOMM 2001 and IEEE/ACM Transactions on Networking 11(1), 2003 (ToN).
Its figures are quoted from memory and were checked against an independent simulation, not copied from a print.
The nodes here are the ones of the lab, on a simulated network and clock; ids are the first 160 bits of SHA-256.`
}

function tableTwo({ tableTwo: rows, budget }: Results): string {
  const { nodes, successors, rings } = budget.tableTwo
  const { path, timeouts } = budget.bounds
  const table = rows.map(({ fraction, forgetful, remembering, pathScatter, lookups }) => {
    const paper = TABLE_TWO.find((one) => one.fraction === fraction)
    const cells = [
      fraction,
      fixed(paper?.path ?? 0),
      `${fixed(forgetful.path)} ± ${fixed(pathScatter)}`,
      off(forgetful.path, paper?.path ?? 0),
      fixed(paper?.timeouts ?? 0),
      `${fixed(forgetful.timeouts)} / ${fixed(forgetful.timeoutsToOwner)}`,
      `${fixed(remembering.timeouts)} / ${fixed(remembering.timeoutsToOwner)}`,
      `${forgetful.failed + remembering.failed} of ${2 * lookups}`
    ]
    return `| ${cells.join(' | ')} |`
  })
  return `## Lookups while nodes are dead (ToN, Table II)

${nodes} nodes with lists of ${successors} successors; a fraction p dies at once and nobody stabilizes. Each row: ${rows[0]?.lookups} lookups from random
live nodes to random keys, on ${rings} rings (the paper had one), made twice: without and with a memory of dead peers. A lookup fails when it
ends with an error or names another node than the first live one at or after the key.

| p | path, paper | path, ours | off by | timeouts, paper | timeouts, ours | with memory | failed |
|---|---|---|---|---|---|---|---|
${table.join('\n')}

![Path length](paper/path.svg)

![Timeouts](paper/timeouts.svg)

- **Path** is the number of forward hops to the key's predecessor; ± is the standard deviation between single rings.
  The paper's figure comes from one ring, so it must lie within ${percent(path)} of ours after allowing for one such deviation.
- **Timeouts** are contacts with dead nodes: on the way to the predecessor / on the way to the owner. The difference is the dead
  successors that the predecessor names first. The paper does not say which it counts. Since whether a node is dead does not depend on
  the choice to contact it, timeouts = live contacts × p ∕ (1 − p) in the mean, whatever the algorithm; by this rule the paper's rows for 0.3 to
  0.5 are timeouts to the predecessor, and its row for 0.1 is above both. The paper's figure must lie within ${percent(timeouts)} of the nearer of the two.
- **Without memory**: a node that met a dead peer is put back as it was at the moment of the deaths before it looks up again. **With memory**
  nothing is put back: a verdict is believed for one second, dead fingers are dropped, and lookups follow one another on links of 30 µs round
  trip. Both columns must be lower than without.`
}

function hops({ hops: rows, agreement, budget }: Results): string {
  const table = rows.map(({ paper, lab }) => {
    const expected = expectedHops(paper.nodes)
    const cells = [
      paper.nodes,
      fixed(expected),
      fixed(paper.toPredecessor),
      off(paper.toPredecessor, expected),
      fixed(paper.toOwner),
      fixed(lab.toPredecessor),
      fixed(lab.toOwner)
    ]
    return `| ${cells.join(' | ')} |`
  })
  const compared = [...new Set(agreement.map((one) => one.nodes))].join(', ')
  const lookups = agreement.reduce((sum, one) => sum + one.lookups, 0)
  const different = agreement.reduce((sum, one) => sum + one.different, 0)
  return `## Hops against the size of the ring (ToN §V-C, figure 10)

Half of log2 N, less a little for what happens near the key: ½·log2 N − 0.13, a rule fitted to an independent simulation. Right tables, ${rows[0]?.paper.lookups} lookups or a few more per size. The
figure knows one successor (r = ${HOPS_LISTS.paper}); with the lab's lists of ${HOPS_LISTS.lab} the last steps are shorter. Bound: ${percent(budget.bounds.hops)} of the formula.

| N | formula | to the predecessor, r = ${HOPS_LISTS.paper} | off by | to the owner, r = ${HOPS_LISTS.paper} | to the predecessor, r = ${HOPS_LISTS.lab} | to the owner, r = ${HOPS_LISTS.lab} |
|---|---|---|---|---|---|---|
${table.join('\n')}

![Hops](paper/hops.svg)

These walks use the tables alone: folded and searched by the functions of the protocol core, without the nodes around them. In rings of
${compared} nodes real nodes made the same lookups, ${lookups} in all, with both lengths of the list: ${different} asked other nodes or named another owner.`
}

function load({ load: rows, budget }: Results): string {
  const { nodes, keys } = budget.load
  const table = rows.map(({ identifiers, keys: held, shares, gamma }) => {
    const stated = LOAD_STATED.find((one) => one.identifiers === identifiers)
    const cells = [
      identifiers,
      stated?.low ?? '',
      fixed(gamma.low),
      fixed(held.low),
      fixed(shares.low),
      stated?.high ?? '',
      fixed(gamma.high),
      fixed(held.high),
      off(held.high, gamma.high),
      fixed(shares.high)
    ]
    return `| ${cells.join(' | ')} |`
  })
  return `## Keys per node (SIGCOMM §6.2, figures 8 and 9)

${nodes} nodes, ${keys} keys, v identifiers a node; 1st and 99th percentile of keys per node in multiples of the mean. In closed form the share of
the circle that a node gets follows Gamma(v, 1/v).

| v | 1st, paper | Gamma | keys | circle | 99th, paper | Gamma | keys | off by | circle |
|---|---|---|---|---|---|---|---|---|---|
${table.join('\n')}

![Load](paper/load.svg)

*Keys* counts keys, as the paper does; *circle* is the share of the circle, which is what Gamma describes. With ${keys / nodes} keys a node the keys add
a scatter of their own (their variance is the share's plus ${fixed(nodes / keys)}), seen best where the shares scatter least, at large v. Bounds: the
99th percentile of keys within ${percent(budget.bounds.load)} of Gamma's; the 1st, which is next to nothing for one identifier, within ${percent(budget.bounds.load)} of the mean load.`
}

function verdict(checks: readonly Check[]): string {
  const rows = checks.map((check) => `| ${check.name} | ${check.text} | ${check.ok ? 'within' : '**out of bounds**'} |`)
  const bad = checks.filter((check) => !check.ok).length
  return `## Verdict

${checks.length - bad} of ${checks.length} figures within bounds.

| figure | ours | |
|---|---|---|
${rows.join('\n')}`
}

function plotsOf({ tableTwo: rows, hops: sizes, load: loads }: Results): Record<string, Plot> {
  const fractions = { label: 'fraction of nodes that died', ticks: rows.map((row) => row.fraction) }
  const overP = (of: (row: (typeof rows)[number]) => number): Point[] => rows.map((row) => [row.fraction, of(row)])
  const paperRows = TABLE_TWO.filter((one) => rows.some((row) => row.fraction === one.fraction))
  const counts = { label: 'nodes', ticks: sizes.map((row) => row.paper.nodes), log: true }
  const overN = (of: (row: (typeof sizes)[number]) => number): Point[] => sizes.map((row) => [row.paper.nodes, of(row)])
  const identifiers = { label: 'identifiers per node', ticks: loads.map((row) => row.identifiers) }
  const overV = (of: (row: (typeof loads)[number]) => number): Point[] => loads.map((row) => [row.identifiers, of(row)])
  const stated = LOAD_STATED.filter((one) => loads.some((row) => row.identifiers === one.identifiers))
  return {
    path: {
      title: 'Mean path of a lookup, forward hops to the predecessor',
      x: fractions,
      yLabel: 'hops',
      legend: 'bottom left',
      series: [
        { name: 'the paper', kind: 'paper', points: paperRows.map((one) => [one.fraction, one.path]) },
        { name: 'ours, without memory', kind: 'ours', points: overP((row) => row.forgetful.path) },
        { name: 'ours, with memory of dead peers', kind: 'other', points: overP((row) => row.remembering.path) }
      ]
    },
    timeouts: {
      title: 'Mean timeouts of a lookup',
      x: fractions,
      yLabel: 'contacts with dead nodes',
      legend: 'top left',
      series: [
        { name: 'the paper', kind: 'paper', points: paperRows.map((one) => [one.fraction, one.timeouts]) },
        { name: 'ours, to the predecessor', kind: 'ours', points: overP((row) => row.forgetful.timeouts) },
        { name: 'ours, to the owner', kind: 'formula', points: overP((row) => row.forgetful.timeoutsToOwner) },
        {
          name: 'ours, to the predecessor, with memory',
          kind: 'other',
          points: overP((row) => row.remembering.timeouts)
        }
      ]
    },
    hops: {
      title: 'Mean hops to the predecessor',
      x: counts,
      yLabel: 'hops',
      legend: 'top left',
      series: [
        { name: '½·log2 N − 0.13', kind: 'paper', points: overN((row) => expectedHops(row.paper.nodes)) },
        { name: `ours, ${HOPS_LISTS.paper} successor`, kind: 'ours', points: overN((row) => row.paper.toPredecessor) },
        { name: `ours, ${HOPS_LISTS.lab} successors`, kind: 'other', points: overN((row) => row.lab.toPredecessor) }
      ]
    },
    load: {
      title: 'Keys per node, 1st and 99th percentile in multiples of the mean',
      x: identifiers,
      yLabel: 'times the mean',
      legend: 'top right',
      series: [
        {
          name: 'the paper',
          kind: 'paper',
          points: stated.flatMap(({ identifiers: v, low, high }): Point[] => [
            [v, low],
            [v, high]
          ])
        },
        { name: 'ours, 99th percentile', kind: 'ours', points: overV((row) => row.keys.high) },
        { name: 'ours, 1st percentile', kind: 'other', points: overV((row) => row.keys.low) },
        { name: 'Gamma(v, 1/v), 99th', kind: 'formula', points: overV((row) => row.gamma.high) },
        { name: 'Gamma(v, 1/v), 1st', kind: 'formula', points: overV((row) => row.gamma.low) }
      ]
    }
  }
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
