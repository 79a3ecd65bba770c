import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import Undo2 from 'lucide-react/icons/undo-2'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Card } from '../../ui/card.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { returnsQuery } from '../data.ts'
import { More } from '../layout/more.tsx'
import { Page } from '../layout/page.tsx'
import { useSeller } from '../text.ts'
import { ReturnRow } from './return-row.tsx'

const lists = ['here', 'open', 'all'] as const

/** What comes back: here and to be counted, under way, and everything. */
export function Returns() {
  const { t } = useSeller()
  const { list = 'open' } = useSearch({ from: '/inside/returns' })
  const returns = useInfiniteQuery(returnsQuery(list))
  const rows = returns.data?.pages.flatMap((page) => page.data)
  return (
    <Page title={t('place./returns')}>
      <nav aria-label={t('returns.lists')} className="mb-4 flex flex-wrap gap-2">
        {lists.map((each) => (
          <Link
            key={each}
            to="/returns"
            search={{ list: each }}
            aria-current={each === list ? 'page' : undefined}
            className="inline-flex min-h-11 items-center rounded-full border border-line bg-surface px-4 font-[540] text-soft no-underline hover:border-edge aria-[current=page]:border-accent-line aria-[current=page]:bg-accent-wash aria-[current=page]:text-accent-ink"
          >
            {t(`returns.list.${each}`)}
          </Link>
        ))}
      </nav>
      {returns.isError && <PageTrouble isPart error={returns.error} onRetry={() => void returns.refetch()} />}
      {returns.isPending && <SkeletonRows rows={3} height="h-20" label={t('common.loading')} />}
      {rows && (
        <Card className="overflow-hidden">
          {rows.length === 0 && (
            <Notice icon={<Undo2 aria-hidden="true" />} title={t('returns.none')}>
              {t('returns.noneDetail')}
            </Notice>
          )}
          <ul className="divide-y divide-line">
            {rows.map((shown) => (
              <li key={shown.id}>
                <ReturnRow shown={shown} />
              </li>
            ))}
          </ul>
        </Card>
      )}
      <More pages={returns} />
    </Page>
  )
}
