import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import FileText from 'lucide-react/icons/file-text'
import { useDeferredValue, useEffect, useState } from 'react'
import { PageTrouble } from '../../../parts/trouble.tsx'
import { Button } from '../../../ui/button.tsx'
import { Card } from '../../../ui/card.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { SearchField } from '../../../ui/search-field.tsx'
import { Select } from '../../../ui/select.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { useLanguageName } from '../../settings/use-language-name.ts'
import { useConsole } from '../../text.ts'
import { type ArticleFilter, articlesQuery, categoriesQuery } from '../data.ts'
import { useMayArrange } from '../may.ts'
import { nameIn } from '../name-in.ts'
import { useHelp } from '../text.ts'
import { ArticleRow } from './article-row.tsx'
import { hasMark, localesOf } from './marks.ts'
import { StarterSet } from './starter-set.tsx'

const any = '-'
const states = ['draft', 'scheduled', 'published', 'changed', 'unpublished', 'missing', 'archived'] as const
type State = (typeof states)[number]

/** Every article with where it stands in each language. */
export function Articles() {
  const { t, locale: own } = useHelp()
  const common = useConsole()
  const languageName = useLanguageName()
  const [q, setQ] = useState('')
  const [state, setState] = useState<State | null>(null)
  const [category, setCategory] = useState<string | null>(null)
  const [locale, setLocale] = useState<string | null>(null)
  const categories = useQuery(categoriesQuery).data?.data ?? []
  // Two states are looked for among all: the server knows only what each translation is in.
  const isSifted = state === 'changed' || state === 'missing'
  const filter: ArticleFilter = {
    q: useDeferredValue(q.trim()) || undefined,
    category: category ?? undefined,
    locale: (state === 'missing' ? null : locale) ?? undefined,
    state: state === null || isSifted || state === 'archived' ? undefined : state,
    archived: state === 'archived' ? 'true' : undefined,
  }
  const articles = useInfiniteQuery({ ...articlesQuery(filter), placeholderData: (before) => before })
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = articles
  useEffect(() => {
    if (isSifted && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [isSifted, hasNextPage, isFetchingNextPage, fetchNextPage])
  const lines = articles.data?.pages.flatMap((page) => page.data)
  const rows = isSifted ? lines?.filter((line) => hasMark(line, state, locale)) : lines
  const seen = localesOf(lines ?? [], 'en')
  const may = useMayArrange()
  const isFiltered = q.trim() !== '' || state !== null || category !== null || locale !== null
  const chosen = (id: string) => (id === any ? null : id)
  return (
    <>
      <div className="mb-4 grid gap-3 sm:grid-cols-3">
        <SearchField
          className="sm:col-span-3"
          label={t('articles.search')}
          clearLabel={common.t('common.clear')}
          value={q}
          onChange={setQ}
        />
        <Select
          label={t('articles.state')}
          value={state ?? any}
          onChange={(id) => setState(states.find((one) => one === id) ?? null)}
          choices={[
            { id: any, label: t('articles.anyState') },
            ...states.map((id) => ({ id, label: t(`articleState.${id}`) })),
          ]}
        />
        <Select
          label={t('articles.category')}
          value={category ?? any}
          onChange={(id) => setCategory(chosen(id))}
          choices={[
            { id: any, label: t('articles.anyCategory') },
            ...categories.map(({ id, names, slug }) => ({ id, label: nameIn(names, own) ?? slug })),
            { id: 'none', label: t('articles.noCategory') },
          ]}
        />
        <Select
          label={t(state === 'missing' ? 'articles.missingIn' : 'articles.language')}
          value={locale ?? any}
          onChange={(id) => setLocale(chosen(id))}
          choices={[
            { id: any, label: t(state === 'missing' ? 'articles.chooseLanguage' : 'articles.anyLanguage') },
            ...[...new Set([...seen, 'en', 'de', 'ar'])].map((id) => ({ id, label: languageName(id) })),
          ]}
        />
      </div>
      {articles.isError && <PageTrouble isPart error={articles.error} onRetry={() => void articles.refetch()} />}
      {articles.isPending && <SkeletonRows rows={5} height="h-20" label={common.t('common.loading')} />}
      {rows && (
        <Card>
          {rows.length === 0 && (
            <Notice
              icon={<FileText aria-hidden="true" />}
              title={t(isFiltered ? 'articles.noneSuch' : 'articles.none')}
              actions={!isFiltered && may && <StarterSet />}
            >
              {t(isFiltered ? 'articles.noneSuchDetail' : 'articles.noneDetail')}
            </Notice>
          )}
          <ul className="divide-y divide-line">
            {rows.map((line) => (
              <ArticleRow key={line.id} line={line} locales={seen} />
            ))}
          </ul>
        </Card>
      )}
      {hasNextPage && !isSifted && (
        <Button className="mt-4" isPending={isFetchingNextPage} onPress={() => void fetchNextPage()}>
          {common.t('queue.more')}
        </Button>
      )}
    </>
  )
}
