/** Puts a lab together: the composition that the desktop app, the command line and the tests share. */
import { performance } from 'node:perf_hooks'
import { version } from '../../../package.json'
import type { LabSettings } from '../../shared/model'
import { InlineHost } from '../host/inline-host'
import { WorkerHost } from '../host/worker-host'
import { Lab } from './lab'
import { forgetfulSettings, openSettings } from './settings-file'

export const DEFAULT_SETTINGS: LabSettings = { successors: 8, stabilizeIntervalMs: 2000, bits: 160 }

export interface CreateLabOptions {
  /** Whether the nodes run in a thread of their own, from `hostEntry`, the bundled src/main/host/worker.ts. */
  threaded: boolean
  hostEntry?: string
  /** Folder of the .proto files. */
  protoDir: string
  settings?: Partial<LabSettings>
  /** Folder of the file that keeps the settings between runs; without one they end with the lab. */
  settingsFolder?: string
}

/** An empty lab. Its host starts with the first command that needs one. */
export function createLab({ threaded, hostEntry, protoDir, settings, settingsFolder }: CreateLabOptions): Lab {
  const kept = settingsFolder === undefined ? forgetfulSettings() : openSettings(settingsFolder)
  const { stabilizeIntervalMs } = kept.view().kept
  const startedAt = performance.timeOrigin + performance.now()
  return new Lab({
    settings: { ...DEFAULT_SETTINGS, stabilizeIntervalMs, ...settings },
    kept,
    startedAt,
    version,
    // The time origin makes the monotonic clock comparable between threads.
    atMs: () => performance.timeOrigin + performance.now() - startedAt,
    connect: (current) => {
      const options = { settings: current, startedAt, protoDir }
      if (!threaded) return new InlineHost(options)
      if (hostEntry === undefined) throw new TypeError('hostEntry is missing: a threaded lab needs the bundled worker')
      return new WorkerHost(hostEntry, options)
    }
  })
}
