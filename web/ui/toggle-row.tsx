import type { ReactNode } from 'react'
import { Switch } from 'react-aria-components/Switch'

type ToggleRowProps = {
  isSelected: boolean
  onChange: (selected: boolean) => void
  children: ReactNode
  detail?: ReactNode
  isDisabled?: boolean
}

/** A setting that is on or off and takes effect at once. */
export function ToggleRow({ isSelected, onChange, children, detail, isDisabled }: ToggleRowProps) {
  return (
    <Switch
      isSelected={isSelected}
      onChange={onChange}
      isDisabled={isDisabled}
      className="group flex min-h-12 cursor-pointer items-center justify-between gap-4 py-2.5 data-disabled:cursor-default"
    >
      <span>
        <span className="font-[520]">{children}</span>
        {detail && <span className="block text-sm text-soft">{detail}</span>}
      </span>
      <span
        className="relative h-7 w-12 shrink-0 rounded-full border border-edge bg-sunken transition-colors group-data-disabled:opacity-50 group-data-selected:border-accent group-data-selected:bg-accent"
        aria-hidden="true"
      >
        <span className="absolute inset-y-0 start-0.75 my-auto size-5 rounded-full bg-edge transition-[inset-inline-start,background-color] group-data-selected:start-6 group-data-selected:bg-on-accent forced-colors:bg-[ButtonText]" />
      </span>
    </Switch>
  )
}
