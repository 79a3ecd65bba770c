import Check from 'lucide-react/icons/check'
import Copy from 'lucide-react/icons/copy'
import { useState } from 'react'
import { PlainButton } from './button.tsx'

/** An id or number that is copied with one click. */
export function CopyText({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard?.writeText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), 1600)
  }
  return (
    <PlainButton
      onPress={() => void copy()}
      aria-label={`${label}: ${text}`}
      className="group tabular inline-flex min-h-7 max-w-full items-center gap-1.5 rounded-sm px-1 -mx-1 hover:bg-sunken pointer-coarse:min-h-11"
    >
      <bdi className="truncate">{text}</bdi>
      {copied ? (
        <Check className="size-3.5 shrink-0 text-accent-ink" aria-hidden="true" />
      ) : (
        <Copy className="size-3.5 shrink-0 text-faint opacity-60 group-hover:opacity-100" aria-hidden="true" />
      )}
    </PlainButton>
  )
}
