/** Puts a lab together: the composition that the desktop app, the command line and the tests share. */
import { performance } from 'node:perf_hooks'
import { version } from '../../../package.json'
import type { LabSettings } from '../../shared/model'
import type { HostConnection, HostOptions } from '../host/protocol'
import { Lab } from './lab'
import { forgetfulSettings, openSettings } from './settings-file'

export const DEFAULT_SETTINGS: LabSettings = { successors: 8, stabilizeIntervalMs: 2000, bits: 160 }

export interface CreateLabOptions {
  /** Makes the host of the nodes: in a thread of its own (`WorkerHost`), or in this one (`InlineHost`). */
  connect: (options: HostOptions) => HostConnection
  /** Folder of the .proto files. */
  protoDir: string
  settings?: Partial<LabSettings>
  /** Folder of the file that keeps the settings between runs; without one they end with the lab. */
  settingsFolder?: string
}

/** An empty lab. Its host starts with the first command that needs one. */
export function createLab({ connect, protoDir, settings, settingsFolder }: CreateLabOptions): Lab {
  const kept = settingsFolder === undefined ? forgetfulSettings() : openSettings(settingsFolder)
  const { stabilizeIntervalMs, rpcTimeoutMs } = kept.view().kept
  const startedAt = performance.timeOrigin + performance.now()
  return new Lab({
    settings: { ...DEFAULT_SETTINGS, stabilizeIntervalMs, rpcTimeoutMs, ...settings },
    kept,
    startedAt,
    version,
    // The time origin makes the monotonic clock comparable between threads.
    atMs: () => performance.timeOrigin + performance.now() - startedAt,
    connect: (current) => connect({ settings: current, startedAt, protoDir })
  })
}
