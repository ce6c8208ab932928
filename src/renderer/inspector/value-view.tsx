import { useMemo, useState } from 'react'
import { CopyButton } from '../controls/copy-button'
import { Segmented } from '../controls/segmented'
import { bytes } from '../words/format'
import { bytesOf, hexOf, jsonOf, textOf, type RawValue } from '../words/value'

type Form = 'text' | 'json' | 'hex'
const MOST = 64 * 1024

/** A value as text, JSON or hex; only the forms that it has are offered. */
export function ValueView({ value }: { value: RawValue }) {
  const forms = useMemo(() => {
    const raw = bytesOf(value)
    const text = textOf(value)
    return { size: raw.length, text, json: jsonOf(text), hex: hexOf(raw) }
  }, [value])
  const [wanted, setWanted] = useState<Form | null>(null)
  const best: Form = forms.json !== null ? 'json' : forms.text !== null ? 'text' : 'hex'
  const form = wanted !== null && forms[wanted] !== null ? wanted : best
  const shown = forms[form] ?? ''
  const choices = (['text', 'json', 'hex'] as const)
    .filter((name) => forms[name] !== null)
    .map((name) => ({ value: name, label: name === 'json' ? 'JSON' : name === 'hex' ? 'Hex' : 'Text' }))
  return (
    <section className="section value-view" aria-label="Value">
      <h3 className="row-head">
        <span className="strong">Value</span>
        <span className="hint">{bytes(forms.size)}</span>
        <span className="end">
          <Segmented label="Show the value as" choices={choices} value={form} onChange={setWanted} />
        </span>
        <CopyButton text={shown} what="value" />
      </h3>
      <pre className="mono scroll" tabIndex={0} aria-label="Value">
        {shown.length > MOST ? `${shown.slice(0, MOST)}\n… ${bytes(shown.length - MOST)} more` : shown}
      </pre>
    </section>
  )
}
