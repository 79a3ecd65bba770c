import { useInfiniteQuery } from '@tanstack/react-query'
import ExternalLink from 'lucide-react/icons/external-link'
import SearchCheck from 'lucide-react/icons/search-check'
import { useState } from 'react'
import { PageTrouble } from '../../../parts/trouble.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { Card } from '../../../ui/card.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { Select } from '../../../ui/select.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { useLanguageName } from '../../settings/use-language-name.ts'
import { useConsole } from '../../text.ts'
import { type Beginning, NewArticleDialog } from '../articles/new-article.tsx'
import { type SearchLine, searchesQuery } from '../data.ts'
import { helpLocales } from '../locales.ts'
import { useMayWrite } from '../may.ts'
import { useHelp } from '../text.ts'
import { beginningFrom } from './beginning-from.ts'

const any = '-'
const reasons = ['nothing_found', 'not_opened', 'wrote_to_us', 'did_not_help'] as const
const counts = {
  nothing_found: 'nothingFound',
  not_opened: 'notOpened',
  wrote_to_us: 'wroteToUs',
  did_not_help: 'didNotHelp',
} as const

/** What readers looked for without success, the most wanted first, each one step from the article that answers it. */
export function Searches() {
  const { t } = useHelp()
  const common = useConsole()
  const languageName = useLanguageName()
  const may = useMayWrite()
  const [why, setWhy] = useState<(typeof reasons)[number] | null>(null)
  const [locale, setLocale] = useState(any)
  const [beginning, setBeginning] = useState<Beginning | null>(null)
  const searches = useInfiniteQuery({
    ...searchesQuery({ why: why ?? undefined, locale: locale === any ? undefined : locale }),
    enabled: may,
    placeholderData: (before) => before,
  })
  const rows = searches.data?.pages.flatMap((page) => page.data)
  const isFiltered = why !== null || locale !== any
  if (!may) return <Notice title={t('searches.notYours')}>{t('searches.notYoursDetail')}</Notice>
  return (
    <>
      <p className="mb-4 text-sm text-soft">{t('searches.detail')}</p>
      <div className="mb-4 grid gap-3 sm:grid-cols-3">
        <Select
          label={t('searches.why')}
          value={why ?? any}
          onChange={(id) => setWhy(reasons.find((one) => one === id) ?? null)}
          choices={[
            { id: any, label: t('searches.anyWhy') },
            ...reasons.map((id) => ({ id, label: t(`searchWhy.${id}`) })),
          ]}
        />
        <Select
          label={t('articles.language')}
          value={locale}
          onChange={setLocale}
          choices={[
            { id: any, label: t('articles.anyLanguage') },
            ...helpLocales.map((id) => ({ id, label: languageName(id) })),
          ]}
        />
      </div>
      {searches.isError && <PageTrouble isPart error={searches.error} onRetry={() => void searches.refetch()} />}
      {searches.isPending && <SkeletonRows rows={5} height="h-20" label={common.t('common.loading')} />}
      {rows && (
        <Card>
          {rows.length === 0 && (
            <Notice
              icon={<SearchCheck aria-hidden="true" />}
              title={t(isFiltered ? 'searches.noneSuch' : 'searches.none')}
            >
              {t(isFiltered ? 'searches.noneSuchDetail' : 'searches.noneDetail')}
            </Notice>
          )}
          <ol className="divide-y divide-line">
            {rows.map((line) => (
              <SearchRow
                key={`${line.locale} ${line.query}`}
                line={line}
                onWrite={() => setBeginning(beginningFrom(line))}
              />
            ))}
          </ol>
        </Card>
      )}
      {searches.hasNextPage && (
        <Button className="mt-4" isPending={searches.isFetchingNextPage} onPress={() => void searches.fetchNextPage()}>
          {common.t('queue.more')}
        </Button>
      )}
      {beginning && <NewArticleDialog beginning={beginning} onClose={() => setBeginning(null)} />}
    </>
  )
}

function SearchRow({ line, onWrite }: { line: SearchLine; onWrite: () => void }) {
  const { t, format } = useHelp()
  const languageName = useLanguageName()
  const [language = line.locale] = line.locale.split('-')
  const parts = reasons.filter((reason) => line[counts[reason]] > 0)
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-4 py-3.5">
      <div className="grid min-w-0 flex-1 basis-64 gap-1">
        <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <bdi className="font-[580] break-words">{line.query}</bdi>
          <Badge>{languageName(language)}</Badge>
        </p>
        <p className="tabular text-sm text-soft">
          <span className="font-[580] text-ink">
            {t('searches.times', { count: line.times, searches: line.searches })}
          </span>
          {' · '}
          <time dateTime={line.lastAt} title={format.exact(line.lastAt)}>
            {t('searches.last', { when: format.fromNow(line.lastAt) })}
          </time>
        </p>
        <p className="tabular text-sm text-soft">
          {parts
            .map((reason) => t('searches.part', { why: t(`searchWhy.${reason}`), count: line[counts[reason]] }))
            .join(' · ')}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <a
          href={`/help/${encodeURIComponent(language)}/search?q=${encodeURIComponent(line.query)}`}
          target="_blank"
          rel="noreferrer"
          aria-label={t('searches.seeOne', { query: line.query })}
          className="link inline-flex min-h-8 items-center gap-1.5 text-sm pointer-coarse:min-h-11"
        >
          {t('searches.see')}
          <ExternalLink className="size-3.5" aria-hidden="true" />
        </a>
        <Button size="small" aria-label={t('searches.writeOne', { query: line.query })} onPress={onWrite}>
          {t('searches.write')}
        </Button>
      </div>
    </li>
  )
}
