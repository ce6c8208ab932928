/** What the window remembers between runs. */
export type DrawerTab = 'timeline' | 'events' | 'keys' | 'statistics' | 'nodes'
export type Theme = 'system' | 'dark' | 'light'
export type Spacing = 'true' | 'even'
export type Motion = 'system' | 'full' | 'reduced'
/** Which nodes are named on the ring: as many as fit, those that something is the matter with or that are looked at, none. */
export type Labels = 'fit' | 'few' | 'none'

/** What the ring shows besides the nodes. */
export interface Layers {
  fingers: boolean
  successors: boolean
  predecessors: boolean
  keys: boolean
  traffic: boolean
  arcs: boolean
}

export interface Preferences {
  theme: Theme
  motion: Motion
  spacing: Spacing
  labels: Labels
  layers: Layers
  drawerTab: DrawerTab
  drawerOpen: boolean
  leftOpen: boolean
  requestOpen: boolean
  fingersOpen: boolean | null
  /** Widths and heights that the person dragged; null follows the window. */
  leftWidth: number | null
  inspectorWidth: number | null
  drawerHeight: number | null
  /** Single keys without Ctrl act. */
  singleKeys: boolean
  /** Steps of the first run that were done or skipped, a bit for each. */
  callout: number
}

export const DEFAULT_PREFERENCES: Preferences = {
  theme: 'system',
  motion: 'system',
  spacing: 'true',
  labels: 'fit',
  layers: { fingers: true, successors: true, predecessors: true, keys: true, traffic: true, arcs: true },
  drawerTab: 'timeline',
  drawerOpen: true,
  leftOpen: true,
  requestOpen: true,
  fingersOpen: null,
  leftWidth: null,
  inspectorWidth: null,
  drawerHeight: null,
  singleKeys: true,
  callout: 0
}

const PLACE = 'torus-lab.preferences'

/** Reads what was kept, field by field, so that an older or damaged record costs only its own fields. */
export function readPreferences(storage: Pick<Storage, 'getItem'> | null = place()): Preferences {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(PLACE) ?? '{}')
    return isObject(kept) ? sameShape(DEFAULT_PREFERENCES, kept) : DEFAULT_PREFERENCES
  } catch {
    return DEFAULT_PREFERENCES
  }
}

/** Keeps the preferences; a full or forbidden storage is no reason to stop. */
export function keepPreferences(preferences: Preferences, storage: Pick<Storage, 'setItem'> | null = place()): void {
  try {
    storage?.setItem(PLACE, JSON.stringify(preferences))
  } catch {
    return
  }
}

function place(): Storage | null {
  try {
    return globalThis.localStorage ?? null
  } catch {
    return null
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const CHOICES: Partial<Record<keyof Preferences, readonly unknown[]>> = {
  theme: ['system', 'dark', 'light'],
  motion: ['system', 'full', 'reduced'],
  spacing: ['true', 'even'],
  labels: ['fit', 'few', 'none'],
  drawerTab: ['timeline', 'events', 'keys', 'statistics', 'nodes']
}

function sameShape(model: Preferences, kept: Record<string, unknown>): Preferences {
  const result: Record<string, unknown> = { ...model }
  for (const [name, standard] of Object.entries(model)) {
    const value = kept[name]
    const allowed = CHOICES[name as keyof Preferences]
    if (allowed !== undefined) {
      if (allowed.includes(value)) result[name] = value
    } else if (isObject(standard)) result[name] = { ...standard, ...onlyBooleans(standard, value) }
    else if (
      standard === null ? typeof value === 'number' || typeof value === 'boolean' : typeof value === typeof standard
    )
      result[name] = value
  }
  return result as unknown as Preferences
}

function onlyBooleans(model: object, kept: unknown): Record<string, boolean> {
  if (!isObject(kept)) return {}
  return Object.fromEntries(
    Object.keys(model)
      .filter((name) => typeof kept[name] === 'boolean')
      .map((name) => [name, kept[name] as boolean])
  )
}
