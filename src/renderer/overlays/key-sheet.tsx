import type { Group } from '../commands/command'
import { command, COMMANDS } from '../commands/commands'
import { runCommand } from '../commands/shortcuts'
import { comboLabel } from '../commands/keys'
import { Dialog } from '../controls/dialog'
import { usePreference, useWindow } from '../state/lab'
import { openSheet, prefer } from '../state/window-actions'

const GROUPS: readonly Group[] = ['Nodes', 'Requests', 'Clock', 'View', 'Files', 'Help']

/** All keys on one sheet. */
export function KeySheet() {
  const open = useWindow((state) => state.sheet === 'keys-help')
  const single = usePreference('singleKeys')
  return (
    <Dialog open={open} onClose={() => openSheet(null)} title="Keys" size="wide">
      <label className="check dialog-check">
        <input type="checkbox" checked={single} onChange={(event) => prefer({ singleKeys: event.target.checked })} />
        Single keys act outside of text fields
      </label>
      <button
        type="button"
        className="button dialog-first"
        onClick={() => {
          openSheet(null)
          runCommand(command('help.callouts'))
        }}
      >
        Show the first steps again
      </button>
      <div className="key-groups">
        {GROUPS.map((group) => (
          <section key={group} aria-label={group}>
            <h3 className="dialog-sub">{group}</h3>
            <dl>
              {COMMANDS.filter((entry) => entry.group === group && entry.keys !== undefined).map((entry) => (
                <div key={entry.id}>
                  <dt>{entry.title.replace(/…$/, '')}</dt>
                  <dd>
                    <kbd className="kbd">{comboLabel(entry.keys?.[0] ?? '')}</kbd>
                  </dd>
                </div>
              ))}
              {group === 'View' ? (
                <div>
                  <dt>Close, or step back</dt>
                  <dd>
                    <kbd className="kbd">Esc</kbd>
                  </dd>
                </div>
              ) : null}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
