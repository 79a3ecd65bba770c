import type { HelpCategoryPage } from '#contract/helpcenter'
import { homeHref } from './links.ts'
import { Person } from './person.tsx'
import { ArticleRows, Crumbs } from './rows.tsx'
import { SearchForm } from './search-form.tsx'
import { useText } from './text.tsx'

/** Every article of one topic. */
export function Topic({ topic }: { topic: HelpCategoryPage }) {
  const { t, locale } = useText()
  return (
    <div className="mx-auto grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-6 pt-4 sm:pt-8">
      <Crumbs steps={[{ title: t('page.help'), href: homeHref(locale), isOwn: true }]} />
      <header className="grid gap-1.5">
        <h1 className="text-2xl sm:text-3xl">{topic.name}</h1>
        {topic.summary && <p className="text-lg text-soft">{topic.summary}</p>}
      </header>
      <SearchForm />
      <ArticleRows articles={topic.articles} />
      <Person />
    </div>
  )
}
