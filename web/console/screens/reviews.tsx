import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Notice } from '../../ui/notice.tsx'
import { reviewsQuery } from '../data.ts'
import { Deadline } from '../layout/deadline.tsx'
import { BackToQueue, Queue } from '../layout/queue.tsx'
import { useConsole } from '../text.ts'
import { ReviewPane } from './review-pane.tsx'

const states = ['open', 'decided', 'silent', 'withdrawn'] as const

/** What waits for a person, the soonest deadline first. */
export function Reviews() {
  const { t, format } = useConsole()
  const search = useSearch({ from: '/inside/reviews' })
  const navigate = useNavigate({ from: '/reviews' })
  const state = search.state ?? 'open'
  const reviews = useInfiniteQuery(reviewsQuery(state))
  const rows = reviews.data?.pages.flatMap((page) => page.data)
  return (
    <Queue
      title={t('place./reviews')}
      states={states.map((id) => ({
        id,
        label: t(`review.state.${id}`),
        isCurrent: id === state,
        onChoose: () => void navigate({ search: { state: id === 'open' ? undefined : id } }),
      }))}
      rows={rows?.map((review) => ({
        id: review.id,
        title: review.customer.name,
        detail: review.question,
        end: format.money(review.value),
        under: (
          <span className="flex flex-wrap items-center gap-2">
            <Deadline at={review.decideBy} isOver={review.state !== 'open'} />
            <span className="text-faint">{review.orderReference}</span>
          </span>
        ),
      }))}
      error={reviews.error}
      onRetry={() => void reviews.refetch()}
      selected={search.review}
      onSelect={(review) => void navigate({ search: (now) => ({ ...now, review }), replace: true })}
      onMore={reviews.hasNextPage ? () => void reviews.fetchNextPage() : undefined}
      empty={{ title: t('review.none'), detail: t('review.noneDetail') }}
    >
      {search.review ? (
        <>
          <BackToQueue to="/reviews">{t('place./reviews')}</BackToQueue>
          <ReviewPane key={search.review} id={search.review} />
        </>
      ) : (
        <Notice className="min-h-80 content-center" title={t('queue.choose')}>
          {t('queue.chooseDetail')}
        </Notice>
      )}
    </Queue>
  )
}
