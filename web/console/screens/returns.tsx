import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Badge } from '../../ui/badge.tsx'
import { Notice } from '../../ui/notice.tsx'
import { type ReturnQueue, returnsQuery } from '../data.ts'
import { Deadline } from '../layout/deadline.tsx'
import { BackToQueue, Queue } from '../layout/queue.tsx'
import { ReturnPane } from '../returns/return-pane.tsx'
import { useConsole } from '../text.ts'

export const returnQueues = ['needs_review', 'to_inspect', 'exceptions', 'overdue', 'all'] as const

/** Returns that need somebody, and why. */
export function Returns() {
  const { t, format } = useConsole()
  const search = useSearch({ from: '/inside/returns' })
  const navigate = useNavigate({ from: '/returns' })
  const queue: ReturnQueue = search.queue ?? 'needs_review'
  const returns = useInfiniteQuery(returnsQuery(queue))
  return (
    <Queue
      title={t('place./returns')}
      states={returnQueues.map((id) => ({
        id,
        label: t(`returnQueue.${id}`),
        isCurrent: id === queue,
        onChoose: () => void navigate({ search: { queue: id === 'needs_review' ? undefined : id } }),
      }))}
      rows={returns.data?.pages
        .flatMap((page) => page.data)
        .map((one) => ({
          id: one.id,
          title: one.customer?.name ?? one.reference,
          detail: one.lines.map((line) => `${line.quantity} × ${line.title}`).join(', '),
          end: format.money(one.refund),
          under: (
            <span className="flex flex-wrap items-center gap-2">
              {queue === 'needs_review' && one.approveBy ? (
                <Deadline at={one.approveBy} />
              ) : (
                <Badge tone={toneOf(one.state.code)}>{t(`returnState.${one.state.code}`)}</Badge>
              )}
              <span className="text-faint">{one.reference}</span>
            </span>
          ),
        }))}
      error={returns.error}
      onRetry={() => void returns.refetch()}
      selected={search.return}
      onSelect={(id) => void navigate({ search: (now) => ({ ...now, return: id }), replace: true })}
      onMore={returns.hasNextPage ? () => void returns.fetchNextPage() : undefined}
      empty={{ title: t('returns.none'), detail: t('returns.noneDetail') }}
    >
      {search.return ? (
        <>
          <BackToQueue to="/returns">{t('place./returns')}</BackToQueue>
          <ReturnPane key={search.return} id={search.return} />
        </>
      ) : (
        <Notice className="min-h-80 content-center" title={t('queue.choose')}>
          {t('queue.chooseDetail')}
        </Notice>
      )}
    </Queue>
  )
}

function toneOf(code: string) {
  if (['lost', 'money_failed', 'overdue', 'needs_review'].includes(code)) return 'warn' as const
  return ['done', 'paying', 'kept'].includes(code) ? ('good' as const) : ('neutral' as const)
}
