/** Cancel, and the one verb of a dialog. */
export function DialogFoot({
  verb,
  onCancel,
  disabled = false
}: {
  verb: string
  onCancel: () => void
  disabled?: boolean
}) {
  return (
    <footer className="dialog-foot">
      <button type="button" className="button" onClick={onCancel}>
        Cancel
      </button>
      <button type="submit" className="button primary" disabled={disabled}>
        {verb}
      </button>
    </footer>
  )
}
