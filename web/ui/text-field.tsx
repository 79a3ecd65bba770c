import { type ComponentProps, type ReactNode, useId } from 'react'
import { classes } from './classes.ts'

export const fieldClass =
  'w-full min-w-0 rounded-md border border-edge bg-surface px-3.5 py-2.5 text-base text-ink placeholder:text-faint transition-colors hover:border-ink focus-visible:border-accent aria-invalid:border-bad'

type InputProps = Pick<
  ComponentProps<'input'>,
  'type' | 'name' | 'autoComplete' | 'autoFocus' | 'maxLength' | 'inputMode' | 'placeholder' | 'dir'
>

export type TextFieldProps = InputProps & {
  label: ReactNode
  value: string
  onChange: (value: string) => void
  isRequired?: boolean
  isDisabled?: boolean
  /** Small print under the field. */
  hint?: ReactNode
  /** What is wrong with the value, in words; shown, and read out with the field. */
  problem?: ReactNode
  /** Number of text lines; more than one makes a text area. */
  lines?: number
  className?: string
  inputClassName?: string
}

/** A labeled line (or several lines) of text. */
export function TextField({
  label,
  value,
  onChange,
  isRequired,
  isDisabled,
  hint,
  problem,
  lines = 1,
  className,
  inputClassName,
  type = 'text',
  ...input
}: TextFieldProps) {
  const id = useId()
  const shared = {
    ...input,
    id,
    value,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
    disabled: isDisabled,
    'aria-required': isRequired || undefined,
    'aria-invalid': problem ? true : undefined,
    'aria-describedby': [problem && `${id}-problem`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined,
  }
  return (
    <div className={classes('grid gap-1.5', className)}>
      <label htmlFor={id} className="text-sm font-[560] text-ink">
        {label}
      </label>
      {lines > 1 ? (
        <textarea {...shared} rows={lines} className={classes(fieldClass, inputClassName)} />
      ) : (
        <input {...shared} type={type} className={classes(fieldClass, 'min-h-12', inputClassName)} />
      )}
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-soft">
          {hint}
        </p>
      )}
      <p id={`${id}-problem`} role="alert" className="text-sm font-medium text-bad empty:hidden">
        {problem}
      </p>
    </div>
  )
}
