import ChevronRight from 'lucide-react/icons/chevron-right'
import type { ReactNode } from 'react'
import type { HelpLink } from '#contract/helpcenter'
import { classes } from '../ui/classes.ts'
import { articleHref } from './links.ts'
import { languageName, useText } from './text.tsx'

/** Articles, one below the other, each a whole row to tap. */
export function ArticleRows({
  articles,
  search,
  below,
  className,
}: {
  articles: readonly (Omit<HelpLink, 'summary'> & { summary?: string })[]
  search?: string | null
  /** What stands below the title in place of the summary. */
  below?: (index: number) => ReactNode
  className?: string
}) {
  const { locale } = useText()
  return (
    <ul
      className={classes(
        'grid divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface shadow-card',
        className,
      )}
    >
      {articles.map((article, index) => {
        const isOther = article.locale !== locale
        return (
          <li key={`${article.locale} ${article.slug}`}>
            <a
              href={articleHref(article.locale, article.slug, { search, wanted: locale })}
              lang={isOther ? article.locale : undefined}
              className="group flex min-h-14 items-center gap-3 px-5 py-3.5 no-underline hover:bg-canvas focus-visible:-outline-offset-3"
            >
              <span className="min-w-0 flex-1">
                <span className="block font-[580] text-ink group-hover:text-accent-ink">
                  <bdi>{article.title}</bdi>
                </span>
                <span className="block text-[0.9375rem] text-soft">
                  <bdi>{below ? below(index) : article.summary}</bdi>
                </span>
                {isOther && <span className="mt-0.5 block text-sm text-faint">{languageName(article.locale)}</span>}
              </span>
              <ChevronRight className="mirror size-5 shrink-0 text-faint" aria-hidden="true" />
            </a>
          </li>
        )
      })}
    </ul>
  )
}

/** Where one is: the way up, one step for each. */
export function Crumbs({ steps }: { steps: readonly { title: string; href: string; isOwn?: boolean }[] }) {
  const { t, lang, dir } = useText()
  return (
    <nav aria-label={t('page.crumbs')} className="no-print">
      <ol className="flex flex-wrap items-center gap-x-1 text-[0.9375rem]">
        {steps.map(({ title, href, isOwn }, index) => (
          <li key={href} className="flex items-center gap-x-1">
            {index > 0 && <ChevronRight className="mirror size-4 text-faint" aria-hidden="true" />}
            <a
              href={href}
              lang={isOwn ? lang : undefined}
              dir={isOwn ? dir : undefined}
              className="link inline-flex min-h-11 items-center"
            >
              {title}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}
