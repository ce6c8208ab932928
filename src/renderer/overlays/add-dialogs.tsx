import { useEffect, useState, type FormEvent } from 'react'
import { idSpace, parseId } from '../../shared/ids'
import { MAX_NODES } from '../../shared/limits'
import { Dialog } from '../controls/dialog'
import { addNode, addNodes } from '../state/lab-actions'
import { useLab, useWindow } from '../state/lab'
import { openSheet } from '../state/window-actions'
import { count } from '../words/format'

const close = () => openSheet(null)

/** What is wrong with a typed number of things, or null. */
export function countProblem(text: string, what: string, most: number): string | null {
  const value = Number(text)
  if (text.trim() === '' || !Number.isInteger(value) || value < 1)
    return `${what} is not a whole number above 0: ${text}`
  return value > most ? `${what} is over ${count(most)}: ${count(value)}` : null
}

/** "Add many…". */
export function AddMany() {
  const open = useWindow((state) => state.sheet === 'add-many')
  const nodes = useLab((lab) => lab.nodes.length)
  const [text, setText] = useState('8')
  const [tried, setTried] = useState(false)
  useEffect(() => setTried(false), [open])
  const problem = countProblem(text, 'Number of nodes', MAX_NODES - nodes)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (problem !== null) return
    close()
    void addNodes(Number(text))
  }
  return (
    <Dialog open={open} onClose={close} title="Add many nodes">
      <form onSubmit={submit} noValidate>
        <div className="dialog-row">
          <label htmlFor="add-many-count">Number of nodes</label>
          <input
            id="add-many-count"
            className="input"
            inputMode="numeric"
            autoComplete="off"
            value={text}
            aria-invalid={tried && problem !== null}
            aria-describedby="add-many-note"
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <p id="add-many-note" className={tried && problem !== null ? 'dialog-note tone-bad' : 'dialog-note hint'}>
          {tried && problem !== null
            ? problem
            : `They start at once, each on a free port. At most ${count(MAX_NODES)} in the lab.`}
        </p>
        <Foot verb="Add" />
      </form>
    </Dialog>
  )
}

/** "At a chosen id…". */
export function AddAt() {
  const open = useWindow((state) => state.sheet === 'add-at')
  const begun = useWindow((state) => state.addAtId)
  const bits = useLab((lab) => lab.settings.bits)
  const [id, setId] = useState('')
  const [port, setPort] = useState('')
  const [tried, setTried] = useState(false)
  useEffect(() => {
    if (!open) return
    setId(begun)
    setPort('')
    setTried(false)
  }, [open, begun])
  const problem = idProblem(id, bits) ?? portProblem(port)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (problem !== null) return
    close()
    const place = { id: padRight(id, bits) }
    void addNode(port.trim() === '' ? place : { ...place, port: Number(port) })
  }
  return (
    <Dialog open={open} onClose={close} title="Add a node at a chosen id">
      <form onSubmit={submit} noValidate>
        <div className="dialog-row">
          <label htmlFor="add-at-id">Id</label>
          <input
            id="add-at-id"
            className="input mono"
            autoComplete="off"
            spellCheck={false}
            placeholder="hex digits, such as 8f"
            value={id}
            aria-invalid={tried && problem !== null}
            aria-describedby="add-at-note"
            onChange={(event) => setId(event.target.value)}
          />
        </div>
        <div className="dialog-row">
          <label htmlFor="add-at-port">Port</label>
          <input
            id="add-at-port"
            className="input mono"
            inputMode="numeric"
            autoComplete="off"
            placeholder="any free port"
            value={port}
            onChange={(event) => setPort(event.target.value)}
          />
        </div>
        <p id="add-at-note" className={tried && problem !== null ? 'dialog-note tone-bad' : 'dialog-note hint'}>
          {tried && problem !== null ? problem : 'Fewer digits name the start of an arc: 8f means 8f00…00.'}
        </p>
        <Foot verb="Add" />
      </form>
    </Dialog>
  )
}

/** A short id is the beginning of one: the rest is zeros. */
export function padRight(text: string, bits: number): string {
  const digits = idSpace(bits).digits
  return text.trim().toLowerCase().replace(/^0x/, '').replaceAll(' ', '').padEnd(digits, '0')
}

function idProblem(text: string, bits: number): string | null {
  if (text.trim() === '') return 'Id is empty.'
  try {
    parseId(idSpace(bits), padRight(text, bits))
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function portProblem(text: string): string | null {
  if (text.trim() === '') return null
  const value = Number(text)
  return Number.isInteger(value) && value >= 0 && value <= 65_535 ? null : `Port is not 0 to 65535: ${text}`
}

/** Cancel, and the one verb of the dialog. */
export function Foot({ verb, disabled = false }: { verb: string; disabled?: boolean }) {
  return (
    <footer className="dialog-foot">
      <button type="button" className="button" onClick={close}>
        Cancel
      </button>
      <button type="submit" className="button primary" disabled={disabled}>
        {verb}
      </button>
    </footer>
  )
}
