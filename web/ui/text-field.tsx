import type { ReactNode } from 'react'
import { FieldError } from 'react-aria-components/FieldError'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { Text } from 'react-aria-components/Text'
import { TextArea } from 'react-aria-components/TextArea'
import { TextField as AriaTextField, type TextFieldProps as AriaTextFieldProps } from 'react-aria-components/TextField'
import { classes } from './classes.ts'

export const fieldClass =
  'w-full min-w-0 rounded-md border border-edge bg-surface px-3.5 py-2.5 text-base text-ink placeholder:text-faint transition-colors hover:border-ink data-focused:border-accent data-invalid:border-bad'

export type TextFieldProps = Omit<AriaTextFieldProps, 'children' | 'className'> & {
  label: ReactNode
  /** Small print under the field. */
  hint?: ReactNode
  /** What is wrong with the value, in words; shown and announced. */
  problem?: string | null
  placeholder?: string
  /** Number of text lines; more than one makes a text area. */
  lines?: number
  className?: string
  inputClassName?: string
}

/** A labeled line (or several lines) of text. */
export function TextField({
  label,
  hint,
  problem,
  placeholder,
  lines = 1,
  className,
  inputClassName,
  ...rest
}: TextFieldProps) {
  return (
    <AriaTextField
      {...rest}
      isInvalid={problem ? true : undefined}
      validationBehavior="aria"
      className={classes('grid gap-1.5', className)}
    >
      <Label className="text-sm font-[560] text-ink">{label}</Label>
      {lines > 1 ? (
        <TextArea rows={lines} placeholder={placeholder} className={classes(fieldClass, inputClassName)} />
      ) : (
        <Input placeholder={placeholder} className={classes(fieldClass, 'min-h-12', inputClassName)} />
      )}
      {hint && (
        <Text slot="description" className="text-sm text-soft">
          {hint}
        </Text>
      )}
      <FieldError className="text-sm font-medium text-bad">{problem}</FieldError>
    </AriaTextField>
  )
}
