import { Link, useSearch } from '@tanstack/react-router'
import { classes } from '../../ui/classes.ts'
import { Page } from '../layout/page.tsx'
import { useConsole } from '../text.ts'
import { Articles } from './articles/articles.tsx'
import { NewArticle } from './articles/new-article.tsx'
import { Categories } from './categories/categories.tsx'
import { ArticleInsights } from './insights/article-insights.tsx'
import { ImportArticles } from './import/import-articles.tsx'
import { helpParts } from './parts.ts'
import { Redirects } from './redirects/redirects.tsx'
import { Searches } from './searches/searches.tsx'
import { Synonyms } from './synonyms/synonyms.tsx'
import { useHelp } from './text.ts'

/** The help center from behind: its articles, what people looked for in vain, and how it is put in order. */
export function Help() {
  const { t } = useHelp()
  const common = useConsole()
  const { part = 'articles' } = useSearch({ from: '/inside/help' })
  return (
    <Page title={common.t('place./help')} detail={t('help.detail')} end={<NewArticle />}>
      <nav aria-label={t('help.parts')} className="mb-5 flex flex-wrap gap-1">
        {helpParts.map((name) => (
          <Link
            key={name}
            to="/help"
            search={{ part: name === 'articles' ? undefined : name }}
            aria-current={name === part ? 'page' : undefined}
            className={classes(
              'inline-flex min-h-10 items-center rounded-md px-3 font-[560] no-underline pointer-coarse:min-h-11',
              name === part ? 'bg-accent-wash text-accent-ink' : 'text-soft hover:bg-sunken hover:text-ink',
            )}
          >
            {t(`help.part.${name}`)}
          </Link>
        ))}
      </nav>
      {part === 'articles' && <Articles />}
      {part === 'searches' && <Searches />}
      {part === 'insights' && <ArticleInsights />}
      {part === 'categories' && <Categories />}
      {part === 'synonyms' && <Synonyms />}
      {part === 'redirects' && <Redirects />}
      {part === 'import' && <ImportArticles />}
    </Page>
  )
}
