import type { Order } from '#contract/story'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { StartForm } from '../../parts/chat/start-form.tsx'
import { ItemRow } from '../../parts/item-row.tsx'
import { PageTrouble } from '../../parts/trouble.tsx'
import { buttonClass } from '../../ui/button-looks.ts'
import { Card, CardHead } from '../../ui/card.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { openAboutQuery, orderQuery } from '../data.ts'
import { IncidentBanners } from '../incident-banners.tsx'
import { ActionLink, sorted } from '../item-actions.tsx'
import { useShopper } from '../text.ts'
import { useChat } from '../use-chat.ts'
import { PageHead } from './page-head.tsx'
import { type Subject, subjectOf } from './subject-of.ts'

/** What can be put right at once comes first; a person is on the same page, and knows what it is about. */
export function ContactPage() {
  const { t } = useShopper()
  const { order: orderId, item: itemId, about, search } = useSearch({ from: '/known/contact' })
  const order = useQuery({ ...orderQuery(orderId ?? ''), enabled: orderId !== undefined })
  if (orderId && order.isError) return <PageTrouble error={order.error} onRetry={() => void order.refetch()} />
  const item = order.data?.items.find((one) => one.id === itemId)
  return (
    <div className="mx-auto max-w-2xl">
      <PageHead orderId={orderId} orderReference={order.data?.reference} title={t('help.title')} />
      {(!orderId || order.data) && <IncidentBanners orderId={order.data?.id} />}
      <div className="grid gap-6">
        {orderId && !order.data && <SkeletonRows rows={1} height="h-40" label={t('common.loading')} />}
        {order.data && <Now order={order.data} item={item} />}
        <Person subject={subjectOf(about, itemId, orderId)} orderId={orderId} search={search} />
      </div>
    </div>
  )
}

/** The ways that work on the spot, from what the order allows just now. */
function Now({ order, item }: { order: Order; item: Order['items'][number] | undefined }) {
  const { t } = useShopper()
  const source = item ?? (order.items.length === 1 ? order.items[0] : undefined)
  const possible = source ? sorted(source.allowed, source) : order.allowed
  const shown = possible.filter(({ action }) => !['contact', 'buy_again', 'withdraw'].includes(action))
  return (
    <Card>
      <CardHead title={t('help.now')} detail={shown.length > 0 ? t('help.nowDetail') : undefined} />
      <div className="grid gap-4 px-5 pt-3 pb-5">
        {source && <ItemRow item={source} />}
        {shown.length > 0 && (
          <div className="flex flex-wrap gap-2">
            {shown.map((action, index) => (
              <ActionLink
                key={action.action}
                orderId={order.id}
                itemId={source?.id}
                shipmentId={source?.shipmentId}
                problemId={source?.problemId}
                returnId={source?.returnId}
                action={action}
                className={buttonClass({ look: index === 0 ? 'primary' : 'secondary' })}
              />
            ))}
          </div>
        )}
      </div>
    </Card>
  )
}

function Person({
  subject,
  orderId,
  search,
}: {
  subject: Subject | undefined
  orderId: string | undefined
  /** The search of the help pages that came before. */
  search: string | undefined
}) {
  const { t } = useShopper()
  const chat = useChat()
  const navigate = useNavigate()
  const about = subject ? `${subject.kind}:${subject.id}` : ''
  const earlier = useQuery({ ...openAboutQuery(about), enabled: subject !== undefined }).data?.data[0]
  if (!chat) return null
  return (
    <Card aria-label={t('help.person')}>
      <CardHead
        title={t('help.person')}
        detail={subject && t(subject.kind === 'article' ? 'help.personArticle' : 'help.personDetail')}
        end={
          <Link
            to="/call"
            search={{ order: orderId, about: about || undefined }}
            className={buttonClass({ size: 'small' })}
          >
            {t('person.call')}
          </Link>
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 px-5 pt-3 pb-5">
        {earlier && (
          <Link
            to="/conversations/$conversationId"
            params={{ conversationId: earlier.id }}
            className={buttonClass({ wide: true })}
          >
            {t('help.goOn', { reference: earlier.reference })}
          </Link>
        )}
        <StartForm
          chat={chat}
          about={subject}
          search={search}
          // With an order, what works without a person stands above already.
          offers={
            orderId
              ? undefined
              : () => (
                  <Link to="/orders" className="link inline-flex min-h-11 items-center">
                    {t('help.orders')}
                  </Link>
                )
          }
          onBegun={(id) =>
            void navigate({ to: '/conversations/$conversationId', params: { conversationId: id }, replace: true })
          }
        />
      </div>
    </Card>
  )
}
