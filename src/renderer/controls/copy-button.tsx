import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { copyText } from './clipboard'

/** Copies `text`; shows for a moment that it did. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 1_200)
    return () => clearTimeout(timer)
  }, [copied])
  const Icon = copied ? Check : Copy
  return (
    <button
      type="button"
      className="button bare icon small"
      aria-label={`Copy ${what}`}
      title={`Copy ${what}`}
      onClick={() => void copyText(text).then(setCopied)}
    >
      <Icon size={14} strokeWidth={1.75} className={copied ? 'tone-ok' : undefined} />
    </button>
  )
}
