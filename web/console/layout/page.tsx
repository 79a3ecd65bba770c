import type { ReactNode } from 'react'

/** A page of the console: heading, controls at its end, content. */
export function Page({
  title,
  detail,
  end,
  children,
  wide,
}: {
  title: ReactNode
  detail?: ReactNode
  end?: ReactNode
  children: ReactNode
  wide?: boolean
}) {
  return (
    <div className={wide ? 'px-4 py-5 sm:px-6' : 'mx-auto max-w-4xl px-4 py-5 sm:px-6 sm:py-8'}>
      <header className="mb-5 flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0 flex-1 basis-60">
          <h1 className="text-2xl">{title}</h1>
          {detail && <div className="text-soft">{detail}</div>}
        </div>
        {end}
      </header>
      {children}
    </div>
  )
}
