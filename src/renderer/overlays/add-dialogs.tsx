import { useState, type FormEvent } from 'react'
import { MAX_NODES } from '../../shared/limits'
import { Dialog } from '../controls/dialog'
import { addNode, addNodes } from '../state/lab-actions'
import { useLab, useWindow } from '../state/lab'
import { openSheet } from '../state/window-actions'
import { count } from '../words/format'
import { countProblem, idProblem, padRight, portProblem } from './checks'
import { DialogFoot } from './dialog-foot'

const close = () => openSheet(null)

/** "Add many…". */
export function AddMany() {
  const open = useWindow((state) => state.sheet === 'add-many')
  return (
    <Dialog open={open} onClose={close} title="Add many nodes">
      <ManyForm />
    </Dialog>
  )
}

function ManyForm() {
  const nodes = useLab((lab) => lab.nodes.length)
  const [text, setText] = useState('8')
  const [tried, setTried] = useState(false)
  const problem = countProblem(text, 'Number of nodes', MAX_NODES - nodes)
  const wrong = tried && problem !== null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (problem !== null) return
    close()
    void addNodes(Number(text))
  }
  return (
    <form onSubmit={submit} noValidate>
      <div className="dialog-row">
        <label htmlFor="add-many-count">Number of nodes</label>
        <input
          id="add-many-count"
          className="input"
          inputMode="numeric"
          autoComplete="off"
          value={text}
          aria-invalid={wrong}
          aria-describedby="add-many-note"
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <p id="add-many-note" className={wrong ? 'dialog-note tone-bad' : 'dialog-note hint'}>
        {wrong ? problem : `They start at once, each on a free port. At most ${count(MAX_NODES)} in the lab.`}
      </p>
      <DialogFoot verb="Add" onCancel={close} />
    </form>
  )
}

/** "At a chosen id…". */
export function AddAt() {
  const open = useWindow((state) => state.sheet === 'add-at')
  return (
    <Dialog open={open} onClose={close} title="Add a node at a chosen id">
      <AtForm />
    </Dialog>
  )
}

function AtForm() {
  const begun = useWindow((state) => state.addAtId)
  const bits = useLab((lab) => lab.settings.bits)
  const [id, setId] = useState(begun)
  const [port, setPort] = useState('')
  const [tried, setTried] = useState(false)
  const problem = idProblem(id, bits) ?? portProblem(port)
  const wrong = tried && problem !== null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (problem !== null) return
    close()
    const place = { id: padRight(id, bits) }
    void addNode(port.trim() === '' ? place : { ...place, port: Number(port) })
  }
  return (
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
          aria-invalid={wrong}
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
      <p id="add-at-note" className={wrong ? 'dialog-note tone-bad' : 'dialog-note hint'}>
        {wrong ? problem : 'Fewer digits name the start of an arc: 8f means 8f00…00.'}
      </p>
      <DialogFoot verb="Add" onCancel={close} />
    </form>
  )
}
