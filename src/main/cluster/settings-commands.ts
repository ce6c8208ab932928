/** Commands on what the lab keeps between runs. */
import { DEFAULT_KEPT, type KeptSettings, type SettingsView } from '../../shared/settings'
import type { Commands } from './commands'
import type { Lab } from './lab'

export function settingsCommands(lab: Lab): Commands<'settings'> {
  return {
    'settings.get': () => lab.kept.view(),
    'settings.set': (change) => {
      const said = Object.entries(change).filter(([, value]) => value !== undefined)
      return follow(lab, { ...lab.kept.view().kept, ...Object.fromEntries(said) })
    },
    'settings.reset': () => follow(lab, DEFAULT_KEPT)
  }
}

/** Keeps the settings, and lets the living ring follow its period. */
async function follow(lab: Lab, next: KeptSettings): Promise<SettingsView> {
  const { model, kept } = lab
  kept.keep(next)
  const { stabilizeIntervalMs } = next
  if (stabilizeIntervalMs !== model.settings.stabilizeIntervalMs) {
    const settings = { ...model.settings, stabilizeIntervalMs }
    await lab.act('settings.set', `maintenance every ${stabilizeIntervalMs} ms`, [], async () => {
      await lab.askIfUp('settings', { settings })
      model.setSettings(settings)
    })
  }
  return kept.view()
}
