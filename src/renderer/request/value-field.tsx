import { ChevronDown, X } from 'lucide-react'
import { MenuButton, MenuChoice } from '../controls/menu'
import { chooseFile, readBase64 } from '../state/file-actions'
import { useWindow } from '../state/lab'
import { editRequest } from '../state/request-actions'
import { toast } from '../state/window-actions'
import type { RequestForm } from '../state/window-state'
import { bytes } from '../words/format'

/** The value of a put: text, base64, or a file. */
export function ValueField({ off }: { off: boolean }) {
  const form = useWindow((state) => state.request)
  if (form.op !== 'put')
    return (
      <div className="form-row">
        <label htmlFor="request-value">Value</label>
        <input
          id="request-value"
          className="input quiet"
          disabled
          placeholder={`not used by ${form.op === 'get' ? 'Get' : 'Delete'}`}
        />
      </div>
    )
  return (
    <div className="form-row">
      <label htmlFor="request-value">Value</label>
      <span className="field">
        {form.encoding === 'file' ? <FileValue form={form} /> : <TextValue form={form} off={off} />}
        <MenuButton
          label={`Value given as ${form.encoding}`}
          className="bare icon small"
          disabled={off}
          items={
            <>
              <MenuChoice
                checked={form.encoding === 'text'}
                onRun={() => editRequest({ encoding: 'text', file: null })}
              >
                Text, UTF-8
              </MenuChoice>
              <MenuChoice
                checked={form.encoding === 'base64'}
                onRun={() => editRequest({ encoding: 'base64', file: null })}
              >
                Bytes as base64
              </MenuChoice>
              <MenuChoice
                checked={form.encoding === 'file'}
                onRun={() => chooseFile('', (file) => void takeFile(file))}
              >
                Bytes of a file…
              </MenuChoice>
            </>
          }
        >
          <ChevronDown size={14} strokeWidth={2} />
        </MenuButton>
      </span>
    </div>
  )
}

function TextValue({ form, off }: { form: RequestForm; off: boolean }) {
  return (
    <input
      id="request-value"
      className="mono"
      placeholder={form.encoding === 'text' ? 'any bytes' : 'base64'}
      autoComplete="off"
      spellCheck={false}
      value={form.value}
      disabled={off}
      onChange={(event) => editRequest({ value: event.target.value })}
    />
  )
}

function FileValue({ form }: { form: RequestForm }) {
  return (
    <>
      <output id="request-value" className="cut mono file-name">
        {form.file === null ? 'no file' : `${form.file.name} · ${bytes(form.file.size)}`}
      </output>
      <button
        type="button"
        className="button bare icon small"
        aria-label="Remove the file"
        onClick={() => editRequest({ encoding: 'text', file: null })}
      >
        <X size={14} strokeWidth={1.75} />
      </button>
    </>
  )
}

async function takeFile(file: File): Promise<void> {
  try {
    const base64 = await readBase64(file)
    editRequest({ encoding: 'file', file: { name: file.name, base64, size: file.size } })
  } catch (error) {
    toast('bad', `File not readable: ${error instanceof Error ? error.message : file.name}`)
  }
}
