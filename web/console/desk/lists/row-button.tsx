import type { ReactNode } from 'react'

type RowButtonProps = { isSelected: boolean; onOpen: () => void; children: ReactNode }

/** A line of the left pane. */
export function RowButton({ isSelected, onOpen, children }: RowButtonProps) {
  return (
    <button
      type="button"
      aria-current={isSelected ? 'true' : undefined}
      onClick={onOpen}
      className="grid w-full gap-0.5 border-s-3 border-transparent forced-colors:border-s-0 px-3 py-2.5 text-start -outline-offset-2 hover:bg-sunken aria-[current=true]:border-accent aria-[current=true]:bg-accent-wash"
    >
      {children}
    </button>
  )
}
