import { Link } from '@tanstack/react-router'
import ChevronLeft from 'lucide-react/icons/chevron-left'
import type { ReactNode } from 'react'

/** The way back to what a page hangs on, and the page's one heading. */
export function BackHead({
  to,
  back,
  title,
  children,
}: {
  to: '/account' | '/account/payments' | '/orders'
  back: string
  title: ReactNode
  children?: ReactNode
}) {
  return (
    <header className="mb-6 grid justify-items-start gap-1.5">
      <Link to={to} className="link -ms-1 inline-flex min-h-11 items-center gap-0.5 text-[0.9375rem]">
        <ChevronLeft className="mirror size-5" aria-hidden="true" />
        {back}
      </Link>
      <h1 className="text-2xl sm:text-3xl">{title}</h1>
      {children}
    </header>
  )
}
