import { FieldError } from 'react-aria-components/FieldError'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { TextField } from 'react-aria-components/TextField'
import { classes } from './classes.ts'
import { fieldClass } from './text-field.tsx'

type CodeFieldProps = {
  label: string
  value: string
  onChange: (value: string) => void
  /** Runs once the last digit is there, so that nobody has to press a button. */
  onComplete?: (value: string) => void
  length?: number
  problem?: string | null
  autoFocus?: boolean
  isDisabled?: boolean
}

/** Six digits in one real input: phones offer the code they received, pasting works, screen readers hear one field. */
export function CodeField({
  label,
  value,
  onChange,
  onComplete,
  length = 6,
  problem,
  autoFocus,
  isDisabled,
}: CodeFieldProps) {
  const change = (raw: string) => {
    const next = digits(raw).slice(0, length)
    onChange(next)
    if (next.length === length && next !== value) onComplete?.(next)
  }
  return (
    <TextField
      value={value}
      onChange={change}
      isInvalid={problem ? true : undefined}
      validationBehavior="aria"
      autoFocus={autoFocus}
      isDisabled={isDisabled}
      className="grid gap-1.5"
    >
      <Label className="text-sm font-[560]">{label}</Label>
      <Input
        dir="ltr"
        inputMode="numeric"
        autoComplete="one-time-code"
        placeholder={'·'.repeat(length)}
        className={classes(
          fieldClass,
          'tabular min-h-16 ps-[0.9em] text-center font-mono text-[1.75rem] tracking-[0.45em]',
        )}
      />
      <FieldError className="text-sm font-medium text-bad">{problem}</FieldError>
    </TextField>
  )
}

/** Also reads digits of other scripts, such as ٤٢. */
function digits(raw: string) {
  return raw.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660)).replace(/\D/g, '')
}
