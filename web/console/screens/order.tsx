import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useLive } from '../../kit/live.ts'
import { PageTrouble } from '../../parts/trouble.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { orderStoryQuery } from '../data.ts'
import { OrderStoryView } from '../story/order-story.tsx'
import { useConsole } from '../text.ts'

/** The story of one order, as the people who help see it. */
export function OrderPage() {
  const { t } = useConsole()
  const { orderId } = useParams({ from: '/inside/orders/$orderId' })
  const story = useQuery(orderStoryQuery(orderId))
  useLive(story.data && { topic: `order:${story.data.order.id}`, version: story.data.order.version })
  return (
    <div className="px-4 py-5 sm:px-6">
      {story.isError ? (
        <PageTrouble error={story.error} onRetry={() => void story.refetch()} />
      ) : story.data ? (
        <OrderStoryView story={story.data} />
      ) : (
        <SkeletonRows rows={4} height="h-40" label={t('common.loading')} />
      )}
    </div>
  )
}
