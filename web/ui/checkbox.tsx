import Check from 'lucide-react/icons/check'
import type { ReactNode } from 'react'
import { Checkbox as AriaCheckbox } from 'react-aria-components/Checkbox'

type CheckboxProps = {
  isSelected: boolean
  onChange: (selected: boolean) => void
  children: ReactNode
  detail?: ReactNode
  isDisabled?: boolean
}

/** A box to tick, with its words as the target. */
export function Checkbox({ isSelected, onChange, children, detail, isDisabled }: CheckboxProps) {
  return (
    <AriaCheckbox
      isSelected={isSelected}
      onChange={onChange}
      isDisabled={isDisabled}
      className="group flex min-h-11 cursor-pointer items-start gap-3 py-2 data-disabled:cursor-default data-disabled:opacity-60"
    >
      <span
        className="mt-0.5 grid size-5.5 shrink-0 place-items-center rounded-sm border-2 border-edge bg-surface text-on-accent transition-colors group-data-selected:border-accent group-data-selected:bg-accent"
        aria-hidden="true"
      >
        <Check
          className="size-4 opacity-0 group-data-selected:opacity-100 forced-colors:text-[Highlight]"
          strokeWidth={3}
        />
      </span>
      <span>
        {children}
        {detail && <span className="block text-sm text-soft">{detail}</span>}
      </span>
    </AriaCheckbox>
  )
}
