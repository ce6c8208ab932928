/** Commands on the whole lab: start, reset, clock, latency, log. */
import { shortId } from '../../shared/ids'
import type { ClockView, LatencyRule, TaskView } from '../../shared/model'
import { LabFailure } from '../host/failure'
import type { Commands } from './command-table'
import { startBulk } from './key-commands'
import type { LabCore } from './lab-core'
import { checkRoom } from './node-commands'
import { findNode } from './references'
import { plural } from './sentences'

const SAMPLE_PREFIX = 'user:'

export function ringCommands(lab: LabCore): Commands<'lab' | 'clock' | 'latency' | 'events'> {
  const { model } = lab

  return {
    'lab.state': () => model.state(),
    'lab.start': ({ count, sampleKeys }) => {
      checkRoom(lab, count)
      const keys = sampleKeys === 0 ? '' : ` with ${plural(sampleKeys, 'sample key')}`
      return lab.alone(`starting ${plural(count, 'node')}`, () =>
        lab.act('lab.start', `start ${plural(count, 'node')}${keys}`, [], async () => {
          const started = await lab.ask('start', { count, ids: [] })
          if (sampleKeys > 0) await sample(lab, sampleKeys)
          return started
        })
      )
    },
    'lab.reset': () =>
      lab.alone('resetting', async () => {
        await lab.ask('reset', { settings: model.settings })
        model.restart(model.settings)
        model.tell({ type: 'user', action: 'lab.reset', text: 'reset', nodes: [] })
        return {}
      }),
    'clock.set': async (request) => {
      const clock: ClockView = { ...model.clock, ...defined(request) }
      await lab.act('clock.set', words(clock), [], () => setClock(lab, clock))
      return clock
    },
    'clock.step': () =>
      lab.act('clock.step', 'step one round', [], async () => {
        if (!model.clock.paused) await setClock(lab, { ...model.clock, paused: true })
        return lab.ask('step', {})
      }),
    'latency.set': async ({ from, to, ms }) => {
      const rule = { from: idOf(lab, from), to: idOf(lab, to), ms }
      const others = model.latency.filter((one) => one.from !== rule.from || one.to !== rule.to)
      const latency = ms === 0 ? others : [...others, rule]
      const ends = [rule.from, rule.to]
      const text = `latency ${ends.map((end) => (end === null ? 'any' : shortId(end))).join(' → ')} ${ms} ms`
      await lab.act(
        'latency.set',
        text,
        ends.filter((end) => end !== null),
        () => setLatency(lab, latency)
      )
      return { latency }
    },
    'events.page': ({ beforeSeq = Infinity, limit }) => {
      model.flush()
      return model.recorder.page(beforeSeq, limit)
    }
  }
}

/** Changes the pace of protocol time, in the host first. */
export async function setClock(lab: LabCore, clock: ClockView): Promise<void> {
  await lab.ask('clock', clock)
  lab.model.setClock(clock)
}

/** Sets all latency rules, in the host first. */
export async function setLatency(lab: LabCore, rules: LatencyRule[]): Promise<void> {
  await lab.ask('latency', { rules })
  lab.model.setLatency(rules)
}

/** Fails with the task's reason. */
export function checkDone(task: TaskView): void {
  if (task.state !== 'done')
    throw new LabFailure('unavailable', `${task.title.toLowerCase()}: ${task.reason ?? task.state} (${task.done} done)`)
}

async function sample(lab: LabCore, count: number): Promise<void> {
  const source = { kind: 'generate', count, prefix: SAMPLE_PREFIX } as const
  checkDone(await startBulk(lab, `Insert ${plural(count, 'sample key')}`, null, source, count).ended)
}

function idOf(lab: LabCore, text: string | null): string | null {
  return text === null ? null : findNode(lab.model.nodes, text).id
}

function defined({ rate, paused }: { rate?: number | undefined; paused?: boolean | undefined }): Partial<ClockView> {
  return { ...(rate === undefined ? {} : { rate }), ...(paused === undefined ? {} : { paused }) }
}

function words({ rate, paused }: ClockView): string {
  if (paused) return 'pause'
  return rate === 1 ? 'run' : `run at ${rate} of real time`
}
