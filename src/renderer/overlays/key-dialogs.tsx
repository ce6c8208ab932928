import { useRef, useState, type FormEvent } from 'react'
import { MAX_BULK_KEYS } from '../../shared/limits'
import { Dialog } from '../controls/dialog'
import { ask } from '../state/door-session'
import { readTextFile } from '../state/file-actions'
import { generateKeys, sentence } from '../state/lab-actions'
import { useWindow } from '../state/lab'
import { openSheet, showDrawerTab } from '../state/window-actions'
import { bytes, count } from '../words/format'
import { countProblem } from './checks'
import { DialogFoot } from './dialog-foot'

const close = () => openSheet(null)

/** "Generate keys…". */
export function Generate() {
  const open = useWindow((state) => state.sheet === 'generate')
  const [text, setText] = useState('1000')
  const [prefix, setPrefix] = useState('user:')
  const problem = countProblem(text, 'Number of keys', MAX_BULK_KEYS)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (problem !== null) return
    close()
    showDrawerTab('keys')
    void generateKeys(Number(text), prefix)
  }
  return (
    <Dialog open={open} onClose={close} title="Generate keys">
      <form onSubmit={submit} noValidate>
        <div className="dialog-row">
          <label htmlFor="generate-count">Number of keys</label>
          <input
            id="generate-count"
            className="input"
            inputMode="numeric"
            autoComplete="off"
            value={text}
            aria-invalid={problem !== null}
            aria-describedby="generate-note"
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <div className="dialog-row">
          <label htmlFor="generate-prefix">Prefix</label>
          <input
            id="generate-prefix"
            className="input mono"
            autoComplete="off"
            spellCheck={false}
            value={prefix}
            onChange={(event) => setPrefix(event.target.value)}
          />
        </div>
        <p id="generate-note" className={problem === null ? 'dialog-note hint' : 'dialog-note tone-bad'}>
          {problem ?? `Each is put through the ring by a real request. At most ${count(MAX_BULK_KEYS)} at a time.`}
        </p>
        <DialogFoot onCancel={close} verb="Generate" disabled={problem !== null} />
      </form>
    </Dialog>
  )
}

/** "Import keys…": a JSON or CSV file; the lab names a malformed line. */
export function ImportKeys() {
  const open = useWindow((state) => state.sheet === 'import')
  return (
    <Dialog open={open} onClose={close} title="Import keys">
      <ImportForm />
    </Dialog>
  )
}

function ImportForm() {
  const input = useRef<HTMLInputElement>(null)
  const [file, setFile] = useState<File | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (file === null || busy) return
    setBusy(true)
    const answer = await ask('key.import', await readTextFile(file))
    setBusy(false)
    if (!answer.ok) return setProblem(`${file.name}: ${sentence(answer.error)}`)
    close()
    showDrawerTab('keys')
  }
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <div className="dialog-row">
        <label htmlFor="import-file">File</label>
        <span className="file-row">
          <button type="button" className="button" onClick={() => input.current?.click()}>
            Choose file
          </button>
          <span className="cut">{file === null ? 'JSON or CSV' : `${file.name} · ${bytes(file.size)}`}</span>
        </span>
        <input
          ref={input}
          id="import-file"
          className="unseen"
          type="file"
          tabIndex={-1}
          accept=".json,.csv,application/json,text/csv"
          aria-label="Key file"
          onChange={(event) => {
            setFile(event.target.files?.[0] ?? null)
            setProblem(null)
          }}
        />
      </div>
      <p
        className={problem === null ? 'dialog-note hint' : 'dialog-note tone-bad'}
        role={problem === null ? undefined : 'alert'}
      >
        {problem ??
          'JSON: {"key": "value"} or [{"key": …, "value": …}]. CSV: key,value on each line. When a line is malformed nothing is stored.'}
      </p>
      <DialogFoot onCancel={close} verb="Import" disabled={file === null || busy} />
    </form>
  )
}
