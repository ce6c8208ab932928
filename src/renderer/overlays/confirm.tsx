import { Dialog } from '../controls/dialog'
import { useWindow } from '../state/lab'
import { confirmFirst } from '../state/window-actions'

/** Asks before something is destroyed. */
export function Confirm() {
  const confirmation = useWindow((state) => state.confirmation)
  const close = () => confirmFirst(null)
  return (
    <Dialog open={confirmation !== null} onClose={close} title={confirmation?.title ?? ''} alert>
      <p className="dialog-text">{confirmation?.text}</p>
      <footer className="dialog-foot">
        <button type="button" className="button" onClick={close}>
          Cancel
        </button>
        <button
          type="button"
          className="button danger"
          onClick={() => {
            close()
            confirmation?.run()
          }}
        >
          {confirmation?.verb}
        </button>
      </footer>
    </Dialog>
  )
}
