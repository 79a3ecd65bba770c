import { Link } from '@tanstack/react-router'
import ChevronLeft from 'lucide-react/icons/chevron-left'
import type { ReactNode } from 'react'
import { useShopper } from '../text.ts'

/** The way back and the one heading of a page. */
export function PageHead({
  orderId,
  orderReference,
  title,
  children,
}: {
  orderId?: string
  orderReference?: string
  title: ReactNode
  children?: ReactNode
}) {
  const { t } = useShopper()
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
        <Link to="/orders" className={back}>
          {arrow}
          {t('orders.title')}
        </Link>
      )}
      <h1 className="text-2xl sm:text-3xl">{title}</h1>
      {children}
    </header>
  )
}
