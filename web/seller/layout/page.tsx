import type { ReactNode } from 'react'

/** A page of the portal: heading, controls at its end, content. */
export function Page({
  title,
  detail,
  end,
  back,
  children,
}: {
  title: ReactNode
  detail?: ReactNode
  end?: ReactNode
  back?: ReactNode
  children: ReactNode
}) {
  return (
    <div className="mx-auto max-w-4xl px-4 py-5 sm:px-6 sm:py-8">
      {back}
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
