import Search from 'lucide-react/icons/search'
import X from 'lucide-react/icons/x'
import { Button } from 'react-aria-components/Button'
import { Input } from 'react-aria-components/Input'
import { SearchField as AriaSearchField } from 'react-aria-components/SearchField'
import { classes } from './classes.ts'
import { fieldClass } from './text-field.tsx'

type SearchFieldProps = {
  label: string
  placeholder?: string
  value: string
  onChange: (value: string) => void
  onSubmit?: (value: string) => void
  autoFocus?: boolean
  className?: string
  /** A key that focuses the field, shown at its end. */
  shortcut?: string
}

/** A search box; Escape empties it. */
export function SearchField({
  label,
  placeholder,
  value,
  onChange,
  onSubmit,
  autoFocus,
  className,
  shortcut,
}: SearchFieldProps) {
  return (
    <AriaSearchField
      aria-label={label}
      value={value}
      onChange={onChange}
      onSubmit={onSubmit}
      autoFocus={autoFocus}
      className={classes('group relative block', className)}
    >
      <Search
        className="pointer-events-none absolute inset-y-0 start-3.5 my-auto size-5 text-faint"
        aria-hidden="true"
      />
      <Input
        placeholder={placeholder ?? label}
        className={classes(fieldClass, 'min-h-12 ps-11 pe-11 [&::-webkit-search-cancel-button]:hidden')}
      />
      {shortcut && (
        <kbd className="absolute inset-y-0 end-3 my-auto hidden h-6 items-center rounded-sm border border-line px-1.5 text-xs text-faint group-data-empty:flex">
          {shortcut}
        </kbd>
      )}
      <Button className="absolute inset-y-0 end-0.5 my-auto grid size-11 place-items-center rounded-full text-soft hover:text-ink group-data-empty:hidden">
        <X className="size-4.5" aria-hidden="true" />
      </Button>
    </AriaSearchField>
  )
}
