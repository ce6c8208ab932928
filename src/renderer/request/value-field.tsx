import { ChevronDown, X } from 'lucide-react'
import { MenuButton, MenuChoice } from '../controls/menu'
import { chooseFile, readBase64 } from '../state/file-actions'
import { useWindow } from '../state/lab'
import { editRequest } from '../state/request-actions'
import { toast } from '../state/window-actions'
import type { RequestForm } from '../state/window-state'
import { bytes } from '../words/format'

const PLACEHOLDERS = { text: 'any bytes', base64: 'base64', file: '' } as const

/** The value of a put: text, base64, or a file. */
export function ValueField({ off }: { off: boolean }) {
  const form = useWindow((state) => state.request)
  const put = form.op === 'put'
  return (
    <div className="form-row">
      <span className="label-menu">
        <label htmlFor="request-value">Value</label>
        {put && !off ? <FormMenu form={form} /> : null}
      </span>
      {put && form.encoding === 'file' ? (
        <FileValue form={form} />
      ) : (
        <input
          id="request-value"
          className={put ? 'input mono' : 'input'}
          placeholder={put ? PLACEHOLDERS[form.encoding] : `not used by ${form.op === 'get' ? 'Get' : 'Delete'}`}
          autoComplete="off"
          spellCheck={false}
          value={put ? form.value : ''}
          disabled={off || !put}
          onChange={(event) => editRequest({ value: event.target.value })}
        />
      )}
    </div>
  )
}

/** In which form the value is given. */
function FormMenu({ form }: { form: RequestForm }) {
  return (
    <MenuButton
      label={`Value given as ${form.encoding}`}
      className="bare icon small"
      placement="bottom-start"
      items={
        <>
          <MenuChoice checked={form.encoding === 'text'} onRun={() => editRequest({ encoding: 'text', file: null })}>
            Text, UTF-8
          </MenuChoice>
          <MenuChoice
            checked={form.encoding === 'base64'}
            onRun={() => editRequest({ encoding: 'base64', file: null })}
          >
            Bytes as base64
          </MenuChoice>
          <MenuChoice checked={form.encoding === 'file'} onRun={() => chooseFile('', (file) => void takeFile(file))}>
            Bytes of a file…
          </MenuChoice>
        </>
      }
    >
      <ChevronDown size={14} strokeWidth={2} />
    </MenuButton>
  )
}

function FileValue({ form }: { form: RequestForm }) {
  return (
    <span className="field">
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
    </span>
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
