import { Link } from '@tanstack/react-router'
import ChevronLeft from 'lucide-react/icons/chevron-left'
import { type ReactNode, useRef } from 'react'
import { useTitle } from '../use-title.ts'

type BackHeadProps = {
  to: '/account' | '/account/payments' | '/account/security' | '/orders'
  back: string
  title: string
  children?: ReactNode
}

/** The way back to what a page of the account hangs on, and the page's one heading. */
export function BackHead({ to, back, title, children }: BackHeadProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useTitle(heading, title)
  return (
    <header className="grid justify-items-start gap-1.5">
      <Link to={to} className="link -ms-1 inline-flex min-h-11 items-center gap-0.5 text-[0.9375rem]">
        <ChevronLeft className="mirror size-5" aria-hidden="true" />
        {back}
      </Link>
      <h1 ref={heading} className="text-2xl sm:text-3xl">
        {title}
      </h1>
      {children}
    </header>
  )
}
