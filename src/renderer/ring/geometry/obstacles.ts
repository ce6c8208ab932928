/** Where the controls and legends lie over the stage, so that labels keep clear of them. */
import type { Box } from './polar'

/** The boxes of the overlay for a stage of this size. */
export function overlayBoxes(width: number, height: number, compact: boolean): Box[] {
  return compact
    ? [
        { x: 12, y: 12, width: 88, height: 28 },
        { x: 12, y: 48, width: 28, height: 28 },
        { x: 12, y: height - 40, width: 86, height: 28 },
        { x: width - 40, y: height - 105, width: 28, height: 93 }
      ]
    : [
        { x: 12, y: 12, width: 180, height: 28 },
        { x: 12, y: 48, width: 104, height: 28 },
        { x: width - 160, y: 12, width: 148, height: 28 },
        { x: 12, y: height - 134, width: 88, height: 122 },
        { x: width - 124, y: height - 114, width: 112, height: 102 }
      ]
}
