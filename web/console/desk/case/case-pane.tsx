import type { Conversation } from '#contract/conversations'
import type { OrderStory } from '#contract/story'
import type { UseQueryResult } from '@tanstack/react-query'
import { PageTrouble } from '../../../parts/trouble.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { MoneyMoved } from '../../story/money-moved.tsx'
import { Parcels } from '../../story/parcels.tsx'
import { useConsole } from '../../text.ts'
import { CustomerCard } from './customer-card.tsx'
import { KnownIncident } from './known-incident.tsx'
import { OrderChoice } from './order-choice.tsx'
import { OrderGlance } from './order-glance.tsx'
import { OpenMatters } from './open-matters.tsx'
import { OrderClaims } from './order-claims.tsx'
import { OtherMatters } from './other-matters.tsx'
import { ReturnsOf } from './returns-of.tsx'

type CasePaneProps = {
  conversation: Conversation
  /** The order that is looked at: the linked one, or another one of the same shopper. */
  orderId: string | null
  onOrder: (id: string) => void
  story: UseQueryResult<OrderStory>
  /** Pictures that the shopper sent here, for a report. */
  photos: string[]
  /** Words for the answer. */
  onSay: (words: string) => void
}

/** Who it is, what they bought and how it went, what is wrong and what puts it right: all of it beside the words. */
export function CasePane({ conversation, orderId, onOrder, story, photos, onSay }: CasePaneProps) {
  const { t } = useConsole()
  const { customer, incidentId } = conversation.desk ?? {}
  return (
    <div className="@container p-3 text-[0.9375rem]">
      {/* Inside of the container, which keeps counters to itself. */}
      <div className="grid content-start gap-3 [counter-reset:remedy]">
        {incidentId && <KnownIncident id={incidentId} />}
        <CustomerCard conversation={conversation} />
        {customer && (
          <OrderChoice conversation={conversation} customerId={customer.id} orderId={orderId} onOrder={onOrder} />
        )}
        {!customer && !orderId && (
          <Notice className="px-4! py-6!" title={t('case.noOrder')}>
            {t('case.noOrderDetail')}
          </Notice>
        )}
        {story.isError && <PageTrouble isPart error={story.error} onRetry={() => void story.refetch()} />}
        {orderId && story.isPending && <SkeletonRows rows={3} height="h-28" label={t('common.loading')} />}
        {story.data && (
          <>
            <OpenMatters story={story.data} photos={photos} onSay={onSay} />
            <OrderClaims orderId={story.data.order.id} />
            <OrderGlance story={story.data} intent={conversation.desk?.intent?.code ?? null} photos={photos} />
            <Parcels shipments={story.data.shipments} />
            <ReturnsOf returns={story.data.returns} />
            <MoneyMoved story={story.data} />
            <OtherMatters story={story.data} />
          </>
        )}
      </div>
    </div>
  )
}
