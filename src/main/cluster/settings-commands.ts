/** Commands on what the lab keeps between runs. */
import { DEFAULT_KEPT, type KeptSettings, type SettingsView } from '../../shared/settings'
import type { Commands } from './command-table'
import type { LabCore } from './lab-core'

export function settingsCommands(lab: LabCore): Commands<'settings'> {
  const pace = new Pace(lab)
  const follow = async (next: KeptSettings): Promise<SettingsView> => {
    lab.kept.keep(next)
    await pace.follow()
    return lab.kept.view()
  }
  return {
    'settings.get': () => lab.kept.view(),
    'settings.set': (change) => {
      const said = Object.entries(change).filter(([, value]) => value !== undefined)
      return follow({ ...lab.kept.view().kept, ...Object.fromEntries(said) })
    },
    'settings.reset': () => follow(DEFAULT_KEPT)
  }
}

/** Lets the living ring follow the kept periods, one change after the other: the last one kept is the one that holds. */
class Pace {
  private readonly lab: LabCore
  private turn: Promise<void> = Promise.resolve()

  constructor(lab: LabCore) {
    this.lab = lab
  }

  follow(): Promise<void> {
    const mine = this.turn.then(() => this.apply())
    this.turn = mine.catch(() => undefined)
    return mine
  }

  private async apply(): Promise<void> {
    const { model, kept } = this.lab
    const { stabilizeIntervalMs, rpcTimeoutMs } = kept.view().kept
    const changes: string[] = []
    if (stabilizeIntervalMs !== model.settings.stabilizeIntervalMs)
      changes.push(`maintenance every ${stabilizeIntervalMs} ms`)
    if (rpcTimeoutMs !== model.settings.rpcTimeoutMs) changes.push(`answers awaited for ${rpcTimeoutMs} ms`)
    if (changes.length === 0) return
    const settings = { ...model.settings, stabilizeIntervalMs, rpcTimeoutMs }
    await this.lab.act('settings.set', changes.join(', '), [], async () => {
      await this.lab.askIfUp('settings', { settings })
      model.setSettings(settings)
    })
  }
}
