import type { HelpLink, HelpFound } from '#contract/helpcenter'
import { homeHref } from './links.ts'
import { Person } from './person.tsx'
import { ArticleRows, Crumbs } from './rows.tsx'
import { SearchForm } from './search-form.tsx'
import { useText } from './text.tsx'

/** What was found, with the words that fit marked; and a way on where nothing was. */
export function Search({
  query,
  found,
  popular,
}: {
  query: string
  found: HelpFound | null
  popular: readonly HelpLink[]
}) {
  const { t, locale, lang, dir } = useText()
  const results = found?.results ?? []
  const title = found === null ? t('search.empty') : t(results.length > 0 ? 'search.title' : 'search.none', { query })
  return (
    <div className="mx-auto grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-6 pt-4 sm:pt-8">
      <Crumbs steps={[{ title: t('page.help'), href: homeHref(locale), isOwn: true }]} />
      <header lang={lang} dir={dir} className="grid gap-1.5">
        <h1 className="text-2xl break-words sm:text-3xl">{title}</h1>
        <p className="text-soft">
          {found === null
            ? t('search.emptyDetail')
            : results.length > 0
              ? [
                  t('search.count', { count: results.length }),
                  found.corrected && t('search.otherWords', { query: found.corrected }),
                ]
                  .filter(Boolean)
                  .join(' · ')
              : t('search.noneDetail')}
        </p>
      </header>
      <SearchForm query={query} />
      {results.length > 0 && (
        <ArticleRows
          articles={results}
          search={found?.id}
          below={(index) =>
            results[index]?.excerpt.map((part, at) =>
              part.marked ? (
                <mark key={at} className="rounded-sm bg-accent-wash px-0.5 font-[560] text-accent-ink">
                  {part.text}
                </mark>
              ) : (
                part.text
              ),
            )
          }
        />
      )}
      {results.length === 0 && popular.length > 0 && (
        <section aria-labelledby="popular" className="grid gap-3">
          <h2 id="popular" lang={lang} dir={dir} className="text-lg">
            {t('home.popular')}
          </h2>
          <ArticleRows articles={popular} />
        </section>
      )}
      <Person search={found?.id ?? null} />
    </div>
  )
}
