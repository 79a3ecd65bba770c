import type { PageFrame, OwnCard, ReadArticle } from '#contract/helpcenter'
import { Feedback } from './feedback.tsx'
import { homeHref, topicHref } from './links.ts'
import { Own } from './own.tsx'
import { Person } from './person.tsx'
import { ArticleRows, Crumbs } from './rows.tsx'
import { SearchForm } from './search-form.tsx'
import { useText } from './text.tsx'

/** One answer: the shopper's own matters first, then the text, then whether it helped. */
export function Article({ frame, article, own }: { frame: PageFrame; article: ReadArticle; own: readonly OwnCard[] }) {
  const { t, locale, lang, dir, format } = useText()
  const { category, contents } = article
  // The server leaves out a list of a few headings.
  const hasContents = contents.length > 0
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-12 pt-4 sm:pt-8 lg:grid-cols-[minmax(0,1fr)_15rem]">
      <div className="grid max-w-2xl grid-cols-[minmax(0,1fr)] content-start gap-6 lg:max-w-none">
        <Crumbs
          steps={[
            { title: t('page.help'), href: homeHref(locale), isOwn: true },
            ...(category ? [{ title: category.name, href: topicHref(locale, category.slug) }] : []),
          ]}
        />
        <article className="grid grid-cols-[minmax(0,1fr)] gap-6">
          <header className="grid gap-2">
            <h1 className="text-2xl sm:text-3xl">{article.title}</h1>
            {article.summary && <p className="text-lg text-soft">{article.summary}</p>}
            <p lang={lang} dir={dir} className="text-sm text-faint">
              <time dateTime={article.updatedAt}>{t('article.updated', { date: format.date(article.updatedAt) })}</time>
            </p>
          </header>
          <Own cards={own} />
          {hasContents && <Contents contents={contents} isFolded />}
          <div className="document" dangerouslySetInnerHTML={{ __html: article.html }} />
        </article>
        <Feedback article={article} search={frame.search} />
        {article.related.length > 0 && (
          <section aria-labelledby="related" className="no-print grid gap-3">
            <h2 id="related" lang={lang} dir={dir} className="text-lg">
              {t('article.related')}
            </h2>
            <ArticleRows articles={article.related} />
          </section>
        )}
        <SearchForm isSmall className="lg:hidden" />
        <Person article={article.article} search={frame.search} />
      </div>
      <aside className="no-print hidden lg:block" lang={lang} dir={dir}>
        <div className="sticky top-6 grid gap-6">
          <SearchForm isSmall />
          {hasContents && <Contents contents={contents} />}
        </div>
      </aside>
    </div>
  )
}

/** The headings of a long article; beside the text where there is room, folded above it where there is not. */
function Contents({ contents, isFolded }: { contents: ReadArticle['contents']; isFolded?: boolean }) {
  const { t, locale, lang } = useText()
  const list = (
    <ol className="grid">
      {contents.map(({ id, title }) => (
        <li key={id} lang={locale}>
          <a
            href={`#${id}`}
            className="flex min-h-11 items-center border-s-2 border-line ps-3.5 text-[0.9375rem] leading-snug text-soft no-underline hover:border-accent hover:text-ink lg:min-h-9"
          >
            {title}
          </a>
        </li>
      ))}
    </ol>
  )
  if (!isFolded)
    return (
      <nav aria-labelledby="contents" className="hidden lg:block">
        <h2 id="contents" className="mb-1.5 text-sm font-[580] text-soft">
          {t('article.contents')}
        </h2>
        {list}
      </nav>
    )
  return (
    <details className="no-print rounded-lg border border-line bg-surface px-4 lg:hidden">
      <summary lang={lang} className="flex min-h-12 items-center gap-2 font-[560]">
        <span className="marker" aria-hidden="true" />
        {t('article.contents')}
      </summary>
      <div className="pb-3">{list}</div>
    </details>
  )
}
