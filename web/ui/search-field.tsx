import Search from 'lucide-react/icons/search'
import X from 'lucide-react/icons/x'
import { type KeyboardEvent, useRef } from 'react'
import { classes } from './classes.ts'
import { fieldClass } from './text-field.tsx'

type SearchFieldProps = {
  label: string
  clearLabel: string
  value: string
  onChange: (value: string) => void
  autoFocus?: boolean
  className?: string
}

/** A search box; Escape empties it. */
export function SearchField({ label, clearLabel, value, onChange, autoFocus, className }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  const clear = () => {
    onChange('')
    input.current?.focus()
  }
  const escape = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && value) clear()
  }
  return (
    <div role="search" className={classes('relative', className)}>
      <Search
        className="pointer-events-none absolute inset-y-0 start-3.5 my-auto size-5 text-faint"
        aria-hidden="true"
      />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={escape}
        autoFocus={autoFocus}
        className={classes(fieldClass, 'min-h-12 ps-11 pe-11 text-ellipsis [&::-webkit-search-cancel-button]:hidden')}
      />
      {value && (
        <button
          type="button"
          aria-label={clearLabel}
          onClick={clear}
          className="absolute inset-y-0 end-0.5 my-auto grid size-11 place-items-center rounded-full text-soft hover:text-ink"
        >
          <X className="size-4.5" aria-hidden="true" />
        </button>
      )}
    </div>
  )
}
