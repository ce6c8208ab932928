/** Bounds that every door and every node enforces. Units last in the names. */
export const MAX_KEY_BYTES = 1024
export const MAX_VALUE_BYTES = 1024 * 1024
/** Ids travel as at most 20 bytes. */
export const MAX_ID_BYTES = 20
export const MAX_NODES = 512
export const MAX_BULK_KEYS = 100_000
/** Bound of the flight recorder's log, in events. */
export const MAX_LOG_EVENTS = 50_000
/** The scheme of the links that the lab copies. */
export const LINK_SCHEME = 'torus-lab:'
/** A link that the system hands over is at most so long: a key of the most bytes, each of them escaped. */
export const MAX_LINK_CHARS = 4096
/** Batches a second that leave the host. */
export const BATCH_INTERVAL_MS = 33
/** Maintenance that found everything in place waits so long for company, ms. */
export const ROUTINE_INTERVAL_MS = 250
/** Pulses (traffic events) in one batch; what is over is counted as dropped. */
export const MAX_PULSES_PER_BATCH = 400
/** The ring that a lab starts with when nobody says otherwise. */
export const DEFAULT_NODES = 16
export const DEFAULT_SAMPLE_KEYS = 200
/** Bounds of the slow maintenance period, ms. */
export const MIN_PERIOD_MS = 100
export const MAX_PERIOD_MS = 60_000
/** How long a node waits for an answer of a peer, ms, and the bounds of that. */
export const DEFAULT_RPC_TIMEOUT_MS = 300
export const MIN_RPC_TIMEOUT_MS = 50
export const MAX_RPC_TIMEOUT_MS = 10_000
