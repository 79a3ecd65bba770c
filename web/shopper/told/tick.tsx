import Check from 'lucide-react/icons/check'
import { Checkbox } from 'react-aria-components/Checkbox'

/** One way of one topic: with its word on a phone, under the word at the head of its column where there is room. */
export function Tick({
  isSelected,
  isDisabled,
  label,
  fullLabel,
  onChange,
}: {
  isSelected: boolean
  isDisabled: boolean
  label: string
  fullLabel: string
  onChange: (selected: boolean) => void
}) {
  return (
    <Checkbox
      aria-label={fullLabel}
      isSelected={isSelected}
      isDisabled={isDisabled}
      onChange={onChange}
      className="group flex min-h-11 min-w-11 cursor-pointer items-center gap-2 rounded-md px-2 data-disabled:cursor-default sm:justify-self-center"
    >
      <span
        className="grid size-5.5 shrink-0 place-items-center rounded-sm border-2 border-edge bg-surface text-on-accent transition-colors group-data-disabled:opacity-55 group-data-selected:border-accent group-data-selected:bg-accent"
        aria-hidden="true"
      >
        <Check
          className="size-4 opacity-0 group-data-selected:opacity-100 forced-colors:text-[Highlight]"
          strokeWidth={3}
        />
      </span>
      <span className="text-[0.9375rem] text-soft sm:hidden">{label}</span>
    </Checkbox>
  )
}
