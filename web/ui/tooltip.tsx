import type { ReactNode } from 'react'
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components/Tooltip'

/** A few words about the control inside, on hover and on focus. The control is one of React Aria's. */
export function Tooltip({ children, words }: { children: ReactNode; words: ReactNode }) {
  return (
    <TooltipTrigger delay={400} closeDelay={0}>
      {children}
      <AriaTooltip
        offset={6}
        className="max-w-72 rounded-md bg-ink px-2.5 py-1.5 text-sm text-canvas shadow-lift data-entering:animate-fade"
      >
        {words}
      </AriaTooltip>
    </TooltipTrigger>
  )
}
