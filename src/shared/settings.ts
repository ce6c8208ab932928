/**
 * What the lab keeps between runs: the ring that it starts with, and the pace of its maintenance. The main process owns
 * it; the window shows and changes it by commands of the contract. Run-time use of this file belongs to the main process.
 */
import { z } from 'zod'
import {
  DEFAULT_NODES,
  DEFAULT_RPC_TIMEOUT_MS,
  DEFAULT_SAMPLE_KEYS,
  MAX_BULK_KEYS,
  MAX_NODES,
  MAX_PERIOD_MS,
  MAX_RPC_TIMEOUT_MS,
  MIN_PERIOD_MS,
  MIN_RPC_TIMEOUT_MS
} from './limits'

export const settingsFields = {
  /** Nodes that a lab starts with; 0 for an empty one. */
  nodes: z.int().min(0).max(MAX_NODES),
  /** Generated keys that the first nodes get. */
  sampleKeys: z.int().min(0).max(MAX_BULK_KEYS),
  /** Slow maintenance period, ms: how long a quiet node waits at most before it looks after its pointers again. */
  stabilizeIntervalMs: z.int().min(MIN_PERIOD_MS).max(MAX_PERIOD_MS),
  /** How long a node waits for an answer at least, ms: after twice of it without one, a silent peer is taken to be dead. */
  rpcTimeoutMs: z.int().min(MIN_RPC_TIMEOUT_MS).max(MAX_RPC_TIMEOUT_MS)
} as const

const settingsSchema = z.object(settingsFields)

export type KeptSettings = z.output<typeof settingsSchema>

export const DEFAULT_KEPT: KeptSettings = {
  nodes: DEFAULT_NODES,
  sampleKeys: DEFAULT_SAMPLE_KEYS,
  stabilizeIntervalMs: 2000,
  rpcTimeoutMs: DEFAULT_RPC_TIMEOUT_MS
}

/** The settings as the window sees them. */
export interface SettingsView {
  kept: KeptSettings
  defaults: KeptSettings
  /** Where they are kept, or null when they are forgotten with the lab. */
  file: string | null
  /** What was wrong with the file when the lab started, or null. */
  problem: string | null
}
