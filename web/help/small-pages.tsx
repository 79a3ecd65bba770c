import type { HelpLink, HelpPage } from '#contract/helpcenter'
import { buttonClass } from '../ui/button-looks.ts'
import { articleHref, contactHref, homeHref } from './links.ts'
import { Person } from './person.tsx'
import { ArticleRows } from './rows.tsx'
import { SearchForm } from './search-form.tsx'
import { useText } from './text.tsx'

/** Said to whoever told us whether it helped, where no script said it on the spot. */
export function Thanks({ article, helped, search }: { article: HelpPage; helped: boolean; search: string | null }) {
  const { t, locale, lang, dir } = useText()
  return (
    <div lang={lang} dir={dir} className="mx-auto grid max-w-2xl justify-items-start gap-5 pt-10 sm:pt-16">
      <h1 className="text-2xl sm:text-3xl">{t(helped ? 'feedback.thanksYes' : 'feedback.thanksNo')}</h1>
      {!helped && <p className="text-lg text-soft">{t('feedback.thanksDetail')}</p>}
      <div className="flex flex-wrap gap-2">
        {!helped && (
          <a href={contactHref({ article: article.article, search })} className={buttonClass({ look: 'primary' })}>
            {t('person.open')}
          </a>
        )}
        <a href={articleHref(article.locale, article.slug)} className={buttonClass()}>
          {t('feedback.back', { title: article.title })}
        </a>
        <a href={homeHref(locale)} className={buttonClass({ look: 'quiet' })}>
          {t('missing.home')}
        </a>
      </div>
    </div>
  )
}

/** Nothing stands at an address: said kindly, with the search at hand. */
export function Missing({ popular }: { popular: readonly HelpLink[] }) {
  const { t, locale, lang, dir } = useText()
  return (
    <div className="mx-auto grid max-w-2xl grid-cols-[minmax(0,1fr)] gap-6 pt-10 sm:pt-16">
      <header lang={lang} dir={dir} className="grid gap-2">
        <h1 className="text-2xl sm:text-3xl">{t('missing.title')}</h1>
        <p className="text-lg text-soft">{t('missing.detail')}</p>
      </header>
      <SearchForm />
      {popular.length > 0 && <ArticleRows articles={popular} />}
      <p lang={lang} dir={dir}>
        <a href={homeHref(locale)} className="link inline-flex min-h-11 items-center">
          {t('missing.home')}
        </a>
      </p>
      <Person />
    </div>
  )
}

/** Something of ours failed: a person is still there. */
export function Trouble() {
  const { t, lang, dir } = useText()
  return (
    <div lang={lang} dir={dir} className="mx-auto grid max-w-2xl gap-6 pt-10 sm:pt-16">
      <header className="grid gap-2">
        <h1 className="text-2xl sm:text-3xl">{t('trouble.title')}</h1>
        <p className="text-lg text-soft">{t('trouble.detail')}</p>
      </header>
      <Person />
    </div>
  )
}
