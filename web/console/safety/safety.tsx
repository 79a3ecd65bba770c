import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Notice } from '../../ui/notice.tsx'
import { Deadline } from '../layout/deadline.tsx'
import { BackToQueue, Queue } from '../layout/queue.tsx'
import { useConsole } from '../text.ts'
import { safetyReportsQuery } from './data.ts'
import { ReportPane } from './report-pane.tsx'

const states = ['open', 'looked_at', 'closed'] as const

/** What hurt somebody, the soonest deadline first. */
export function Safety() {
  const { t } = useConsole()
  const search = useSearch({ from: '/inside/safety' })
  const navigate = useNavigate({ from: '/safety' })
  const state = search.state ?? 'open'
  const reports = useInfiniteQuery(safetyReportsQuery(state))
  const rows = reports.data?.pages.flatMap((page) => page.data)
  return (
    <Queue
      title={t('place./safety')}
      states={states.map((id) => ({
        id,
        label: t(`safety.state.${id}`),
        isCurrent: id === state,
        onChoose: () => void navigate({ search: { state: id === 'open' ? undefined : id } }),
      }))}
      rows={rows?.map((report) => ({
        id: report.id,
        title: report.things.map(({ title }) => title).join(', '),
        detail: `${t(`safety.who.${report.who ?? 'unknown'}`)} · ${report.customer.name}`,
        end: '',
        under: (
          <span className="flex flex-wrap items-center gap-2">
            <Deadline at={report.answerBy} isOver={report.state !== 'open'} />
            <span className="text-faint">{report.orderReference}</span>
          </span>
        ),
      }))}
      error={reports.error}
      onRetry={() => void reports.refetch()}
      selected={search.report}
      onSelect={(report) => void navigate({ search: (now) => ({ ...now, report }), replace: true })}
      onMore={reports.hasNextPage ? () => void reports.fetchNextPage() : undefined}
      empty={{ title: t('safety.none'), detail: t('safety.noneDetail') }}
    >
      {search.report ? (
        <>
          <BackToQueue to="/safety">{t('place./safety')}</BackToQueue>
          <ReportPane key={search.report} id={search.report} />
        </>
      ) : (
        <Notice className="min-h-80 content-center" title={t('queue.choose')}>
          {t('safety.chooseDetail')}
        </Notice>
      )}
    </Queue>
  )
}
