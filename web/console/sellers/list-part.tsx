import type { ReactNode } from 'react'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Section } from '../story/section.tsx'
import { useConsole } from '../text.ts'

interface Pages<Row> {
  data?: { pages: { data: Row[] }[] } | undefined
  error: Error | null
  isPending: boolean
  hasNextPage: boolean
  isFetchingNextPage: boolean
  refetch: () => unknown
  fetchNextPage: () => unknown
}

/** A part of a seller's page that is a list: waiting, failing, empty or long. */
export function ListPart<Row extends { id: string }>({
  title,
  list,
  none,
  end,
  children,
}: {
  title: string
  list: Pages<Row>
  none: string
  end?: ReactNode
  children: (row: Row) => ReactNode
}) {
  const { t } = useConsole()
  const rows = list.data?.pages.flatMap((page) => page.data)
  return (
    <Section title={title} end={end}>
      {list.error && <PageTrouble isPart error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && (
        <div className="p-4">
          <SkeletonRows rows={2} height="h-10" label={t('common.loading')} />
        </div>
      )}
      {rows?.length === 0 && <p className="px-4 py-3 text-sm text-soft">{none}</p>}
      {rows && rows.length > 0 && (
        <ul className="divide-y divide-line">
          {rows.map((row) => (
            <li key={row.id}>{children(row)}</li>
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <p className="border-t border-line p-3 text-center">
          <Button size="small" isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
            {t('queue.more')}
          </Button>
        </p>
      )}
    </Section>
  )
}
