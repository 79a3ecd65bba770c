import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import MessageCircle from 'lucide-react/icons/message-circle'
import { classes } from '../../ui/classes.ts'
import { buttonClass } from '../../ui/button-looks.ts'
import { meQuery, storeQuery } from '../data.ts'
import { useShopper } from '../text.ts'
import { CallsOfOrder } from './calls-of-order.tsx'

/** A person is one tap away, with the order and what happened already written down. */
export function AskPerson({
  orderReference,
  problemReference,
  orderId,
  about,
  className,
}: {
  orderReference?: string
  problemReference?: string
  orderId?: string
  /** `kind:id` of what it is about, where that is more than the order. */
  about?: string
  className?: string
}) {
  const { t } = useShopper()
  const store = useQuery(storeQuery).data
  const me = useQuery(meQuery).data
  if (!store) return null
  const words = [orderReference && t('order.number', { number: orderReference }), problemReference]
    .filter(Boolean)
    .join(' · ')
  return (
    <section
      aria-label={t('person.title')}
      className={classes(
        'flex flex-wrap items-center justify-between gap-4 rounded-xl border border-line px-5 py-4',
        className,
      )}
    >
      <div className="flex min-w-0 flex-1 basis-64 items-start gap-3">
        <MessageCircle className="mt-0.5 size-5 shrink-0 text-accent-ink" aria-hidden="true" />
        <div>
          <h2 className="text-base">{t('person.title')}</h2>
          <p className="text-[0.9375rem] text-soft">{t('person.detail')}</p>
        </div>
      </div>
      {me && (orderId || about) ? (
        <div className="flex flex-wrap gap-2">
          <Link to="/contact" search={{ order: orderId, about }} className={buttonClass()}>
            {t('person.write')}
          </Link>
          <Link to="/call" search={{ order: orderId, about }} className={buttonClass()}>
            {t('person.call')}
          </Link>
        </div>
      ) : (
        <a href={`mailto:${store.supportEmail}?subject=${encodeURIComponent(words)}`} className={buttonClass()}>
          {t('person.write')}
        </a>
      )}
      {me && orderId && <CallsOfOrder orderId={orderId} />}
    </section>
  )
}
