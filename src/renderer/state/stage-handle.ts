/** What the shortcuts, the palette and the Export menu ask of the stage, which registers itself here. */
import type { Id } from '../../shared/ids'

export interface StageHandle {
  zoomIn(): void
  zoomOut(): void
  /** Whole ring in view, 100 %. */
  fit(): void
  /** Brings a node into view when it is outside of it. */
  reveal?(id: Id): void
}

let handle: StageHandle | null = null

/** The stage calls this when it mounts; the returned function takes it back. */
export function registerStage(stage: StageHandle): () => void {
  handle = stage
  return () => {
    if (handle === stage) handle = null
  }
}

/** The stage, while it is mounted. */
export const stage = (): StageHandle | null => handle
