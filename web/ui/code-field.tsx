import type { ReactNode } from 'react'
import { TextField } from './text-field.tsx'

type CodeFieldProps = {
  label: string
  value: string
  onChange: (value: string) => void
  /** Runs once the last digit is there, so that nobody has to press a button. */
  onComplete?: (value: string) => void
  length?: number
  problem?: ReactNode
  autoFocus?: boolean
}

/** Six digits in one real input: phones offer the code they received, pasting works, screen readers hear one field. */
export function CodeField({ label, value, onChange, onComplete, length = 6, problem, autoFocus }: CodeFieldProps) {
  const change = (raw: string) => {
    const next = digits(raw).slice(0, length)
    onChange(next)
    if (next.length === length && next !== value) onComplete?.(next)
  }
  return (
    <TextField
      label={label}
      value={value}
      onChange={change}
      problem={problem}
      autoFocus={autoFocus}
      dir="ltr"
      inputMode="numeric"
      autoComplete="one-time-code"
      placeholder={'·'.repeat(length)}
      inputClassName="tabular min-h-16 ps-[0.9em] text-center font-mono text-[1.75rem] tracking-[0.45em]"
    />
  )
}

/** Also reads digits of other scripts, such as ٤٢. */
function digits(raw: string) {
  return raw.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf)).replace(/\D/g, '')
}
