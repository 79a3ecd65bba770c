import type { ReactNode } from 'react'
import { Card } from '../../ui/card.tsx'

/** A part of the story; empty parts are left out by whoever tells it. */
export function Section({
  title,
  count,
  end,
  children,
  id,
}: {
  title: string
  count?: number
  end?: ReactNode
  children: ReactNode
  id?: string
}) {
  return (
    <Card id={id} aria-label={title} className="min-w-0 overflow-hidden">
      <header className="flex flex-wrap items-center justify-between gap-2 border-b border-line px-4 py-2.5">
        <h2 className="text-[0.9375rem]">
          {title}
          {count !== undefined && count > 1 && <span className="ms-2 font-normal text-faint">{count}</span>}
        </h2>
        {end}
      </header>
      {children}
    </Card>
  )
}

/** Pairs of a word and its value, in two columns that never scroll sideways. */
export function Facts({ facts }: { facts: (readonly [string, ReactNode] | false | null | undefined | '')[] }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-4 gap-y-1.5 text-sm">
      {facts.map(
        (fact) =>
          fact && (
            <div key={fact[0]} className="contents">
              <dt className="text-soft">{fact[0]}</dt>
              <dd className="min-w-0 font-[520]">{fact[1]}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
