import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import ChevronLeft from 'lucide-react/icons/chevron-left'
import CircleCheck from 'lucide-react/icons/circle-check'
import { type ReactNode, useEffect, useRef } from 'react'
import { meQuery } from '../data.ts'
import { useShopper } from '../text.ts'
import { useTitle } from '../use-title.ts'

/** The way back and the one heading of a page. */
export function PageHead({
  orderId,
  orderReference,
  title,
  isSettled,
  children,
}: {
  orderId?: string
  orderReference?: string
  title: ReactNode
  /** A choice was just made: a tick above the answer, which is read out first. */
  isSettled?: boolean
  children?: ReactNode
}) {
  const { t } = useShopper()
  const me = useQuery(meQuery).data
  const heading = useRef<HTMLHeadingElement>(null)
  useTitle(heading, title)
  useEffect(() => {
    if (!isSettled) return
    scrollTo({ top: 0 })
    heading.current?.focus({ preventScroll: true })
  }, [isSettled])
  const back = 'link -ms-1 inline-flex min-h-11 items-center gap-0.5 text-[0.9375rem]'
  const arrow = <ChevronLeft className="mirror size-5" aria-hidden="true" />
  return (
    <header className="mb-6 grid justify-items-start gap-1.5">
      {orderId ? (
        <Link to="/orders/$orderId" params={{ orderId }} className={back}>
          {arrow}
          {orderReference ? t('order.number', { number: orderReference }) : t('order.back')}
        </Link>
      ) : (
        // Some pages are there for people who are not signed in; they have no list to go back to.
        me && (
          <Link to="/orders" className={back}>
            {arrow}
            {t('orders.title')}
          </Link>
        )
      )}
      {isSettled && <CircleCheck className="mt-1 size-9 text-accent-ink" strokeWidth={1.75} aria-hidden="true" />}
      <h1 ref={heading} tabIndex={-1} className="text-2xl outline-none sm:text-3xl">
        {title}
      </h1>
      {children}
    </header>
  )
}
