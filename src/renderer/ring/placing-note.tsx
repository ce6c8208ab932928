import { usePlacing } from './place-mode'

/** Says what a click does while a node is being placed. */
export function PlacingNote() {
  return usePlacing() ? (
    <p className="placing-note" role="status">
      Click the ring to place a node. Esc ends it.
    </p>
  ) : null
}
