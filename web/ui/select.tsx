import Check from 'lucide-react/icons/check'
import ChevronDown from 'lucide-react/icons/chevron-down'
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
} from 'react-aria-components/Select'
import { classes } from './classes.ts'
import { fieldClass } from './text-field.tsx'

export type Choice = { id: string; label: string; detail?: string }

type SelectProps = {
  label: string
  /** Keeps the label for screen readers only. */
  quietLabel?: boolean
  choices: Choice[]
  value: string | null
  onChange: (id: string) => void
  placeholder?: string
  className?: string
  small?: boolean
  isRequired?: boolean
  autoComplete?: string
}

/** Choose one of several. */
export function Select({
  label,
  quietLabel,
  choices,
  value,
  onChange,
  placeholder,
  className,
  small,
  isRequired,
  autoComplete,
}: SelectProps) {
  return (
    <AriaSelect
      value={value}
      onChange={(key) => key !== null && onChange(String(key))}
      placeholder={placeholder}
      isRequired={isRequired}
      autoComplete={autoComplete}
      aria-label={quietLabel ? label : undefined}
      className={classes('grid gap-1.5', className)}
    >
      {!quietLabel && <Label className="text-sm font-[560]">{label}</Label>}
      <Button
        className={classes(
          fieldClass,
          'flex items-center justify-between gap-2 text-start',
          small ? 'min-h-9 py-1 text-sm pointer-coarse:min-h-11' : 'min-h-12',
        )}
      >
        <SelectValue className="truncate data-placeholder:text-faint">
          {({ selectedText, defaultChildren, isPlaceholder }) => (isPlaceholder ? defaultChildren : selectedText)}
        </SelectValue>
        <ChevronDown className="size-4.5 shrink-0 text-soft" aria-hidden="true" />
      </Button>
      <Popover className="min-w-(--trigger-width) overflow-auto rounded-lg border border-line bg-raised p-1 shadow-lift data-entering:animate-fade">
        <ListBox items={choices} className="outline-none">
          {(choice) => (
            <ListBoxItem
              textValue={choice.label}
              className="group flex min-h-11 cursor-default items-center gap-3 rounded-md px-3 py-2 text-[0.9375rem] outline-none data-focused:bg-accent-wash"
            >
              <span className="grow">
                {choice.label}
                {choice.detail && <span className="block text-sm text-soft">{choice.detail}</span>}
              </span>
              <Check
                className="size-4.5 text-accent-ink opacity-0 group-data-selected:opacity-100"
                aria-hidden="true"
              />
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
