import ChevronDown from 'lucide-react/icons/chevron-down'
import type { ReactNode } from 'react'

/** More, for those who want it. The browser's own element: it works before any script and is found by page search. */
export function Disclosure({ title, children, isOpen }: { title: ReactNode; children: ReactNode; isOpen?: boolean }) {
  return (
    <details open={isOpen} className="group bg-surface">
      <summary className="flex min-h-13 cursor-pointer list-none items-center justify-between gap-3 px-5 py-3 font-[560] hover:bg-canvas [&::-webkit-details-marker]:hidden">
        {title}
        <ChevronDown
          className="size-5 shrink-0 text-faint transition-transform group-open:rotate-180"
          aria-hidden="true"
        />
      </summary>
      <div className="px-5 pt-1 pb-5">{children}</div>
    </details>
  )
}
