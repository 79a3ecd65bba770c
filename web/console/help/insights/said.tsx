import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { PageTrouble } from '../../../parts/trouble.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { useConsole } from '../../text.ts'
import { feedbackQuery } from '../data.ts'
import { useHelp } from '../text.ts'

/** What readers wrote about an article, once somebody wants to read it. */
export function Said({ article, count }: { article: string; count: number }) {
  const { t, has, format } = useHelp()
  const common = useConsole()
  const [isOpen, setOpen] = useState(false)
  const said = useInfiniteQuery({ ...feedbackQuery(article), enabled: isOpen })
  const rows = said.data?.pages.flatMap((page) => page.data).filter(({ words }) => words)
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="link min-h-8 cursor-pointer text-sm pointer-coarse:min-h-11">
        {t('insights.said', { count })}
      </summary>
      {said.isError && <PageTrouble isPart error={said.error} onRetry={() => void said.refetch()} />}
      <ul className="mt-2 grid gap-2">
        {rows?.map((one) => {
          const key = `why.${one.why}`
          return (
            <li key={one.id} className="rounded-md bg-sunken px-4 py-3 text-sm">
              <p dir="auto" className="whitespace-pre-line">
                {one.words}
              </p>
              <p className="mt-1 flex flex-wrap items-center gap-2 text-soft">
                <Badge tone={one.helped ? 'good' : 'warn'}>
                  {one.helped ? t('insights.didHelp') : has(key) ? t(key) : t('insights.didNotHelp')}
                </Badge>
                {t('insights.ofVersion', { number: one.number, when: format.moment(one.at) })}
              </p>
            </li>
          )
        })}
      </ul>
      {said.hasNextPage && (
        <Button size="small" className="mt-2" onPress={() => void said.fetchNextPage()}>
          {common.t('queue.more')}
        </Button>
      )}
    </details>
  )
}
