import type { PageFrame } from '#contract/helpcenter'
import Languages from 'lucide-react/icons/languages'
import type { ReactNode } from 'react'
import { Mark } from '../ui/mark.tsx'
import { contactHref, homeHref } from './links.ts'
import { directionOf, languageName, useText, wordsIn } from './text.tsx'

/** What stands around every page: whose it is, where to go, and which language. */
export function Frame({ frame, article, children }: { frame: PageFrame; article?: string; children: ReactNode }) {
  const { t, lang, dir, locale } = useText()
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        lang={lang}
        className="no-print sr-only z-50 rounded-md bg-surface px-4 py-3 font-semibold text-accent-ink focus:not-sr-only focus:fixed focus:start-3 focus:top-3"
      >
        {t('page.skip')}
      </a>
      <header lang={lang} dir={dir} className="no-print border-b border-line bg-surface">
        <div className="mx-auto flex min-h-16 max-w-5xl flex-wrap items-center gap-x-3 px-4 sm:px-6">
          <a
            href={homeHref(locale)}
            className="flex min-h-11 min-w-0 flex-[1_1_2rem] items-center gap-2.5 text-lg font-[640] tracking-tight text-ink no-underline"
          >
            <Mark className="size-8 shrink-0" />
            <bdi className="truncate">{frame.store.name}</bdi>
            <span className="hidden rounded-md bg-accent-wash px-2 py-0.5 text-sm font-[580] text-accent-ink sm:inline">
              {t('page.help')}
            </span>
          </a>
          <nav aria-label={t('page.navigation')} className="ms-auto flex items-center gap-1">
            <a href="/orders" className={navClass}>
              {t('page.orders')}
            </a>
            <a href={contactHref({ article, search: frame.search })} className={`${navClass} max-sm:hidden`}>
              {t('page.contact')}
            </a>
            <Choice frame={frame} />
          </nav>
        </div>
      </header>
      <main id="content" tabIndex={-1} className="mx-auto w-full max-w-5xl flex-1 px-4 pb-16 outline-none sm:px-6">
        <OtherLanguage frame={frame} />
        {children}
      </main>
      <footer lang={lang} dir={dir} className="no-print border-t border-line">
        <div className="mx-auto flex max-w-5xl flex-wrap items-center justify-between gap-x-8 gap-y-3 px-4 py-6 text-sm text-soft sm:px-6">
          <p className="flex flex-wrap items-center gap-x-4">
            <a href={homeHref(locale)} className="link inline-flex min-h-11 items-center">
              {t('missing.home')}
            </a>
            <a href={contactHref({ article, search: frame.search })} className="link inline-flex min-h-11 items-center">
              {t('page.contact')}
            </a>
            <a className="link inline-flex min-h-11 items-center" href={`mailto:${frame.store.supportEmail}`}>
              {frame.store.supportEmail}
            </a>
          </p>
          {/* Shown once its script is there. */}
          <select
            hidden
            data-theme-choice=""
            aria-label={t('page.theme')}
            className="min-h-11 rounded-md border border-line bg-surface px-3 text-ink hover:border-edge"
          >
            <option value="system">{t('page.theme.system')}</option>
            <option value="light">{t('page.theme.light')}</option>
            <option value="dark">{t('page.theme.dark')}</option>
          </select>
        </div>
      </footer>
    </div>
  )
}

/** Said in the language that was asked for, where what follows stands in another one. */
function OtherLanguage({ frame }: { frame: PageFrame }) {
  const { locale } = useText()
  if (frame.wanted === null) return null
  const { wanted } = frame
  const { t, locale: own } = wordsIn(wanted)
  const name = (language: string) => new Intl.DisplayNames(own, { type: 'language' }).of(language) ?? language
  return (
    <p
      lang={own}
      dir={directionOf(own)}
      className="no-print mt-4 flex items-start gap-3 rounded-lg border border-note-line bg-note-wash px-4 py-2.5 text-[0.9375rem]"
    >
      <Languages className="mt-0.5 size-5 shrink-0 text-note" aria-hidden="true" />
      <span>
        {t('page.otherLanguage', { wanted: name(wanted), shown: name(locale) })}
        {/* Whoever was led to the first page comes from there. */}
        {frame.canonical !== homeHref(locale) && (
          <>
            {' '}
            <a href={homeHref(wanted)} className="link">
              {t('page.helpIn', { wanted: name(wanted) })}
            </a>
          </>
        )}
      </span>
    </p>
  )
}

/** The same page in another language, behind one tap; links, so that nothing needs a script. */
function Choice({ frame }: { frame: PageFrame }) {
  const { t, locale } = useText()
  if (frame.languages.length < 2) return null
  return (
    <details className="relative" data-menu="">
      <summary className={`${navClass} gap-1.5`} aria-label={`${t('page.language')}: ${languageName(locale)}`}>
        <Languages className="size-5" aria-hidden="true" />
        <span lang={locale} className="max-sm:sr-only">
          {languageName(locale)}
        </span>
      </summary>
      <ul className="absolute end-0 top-full z-20 mt-1 grid min-w-44 rounded-lg border border-line bg-raised p-1.5 shadow-lift">
        {frame.languages.map((one) => (
          <li key={one.locale}>
            <a
              href={one.href}
              lang={one.locale}
              hrefLang={one.locale}
              aria-current={one.locale === locale ? 'true' : undefined}
              className="flex min-h-11 items-center rounded-md px-3 text-[0.9375rem] text-ink no-underline hover:bg-sunken aria-[current]:font-[620]"
            >
              {languageName(one.locale)}
            </a>
          </li>
        ))}
      </ul>
    </details>
  )
}

const navClass =
  'inline-flex min-h-11 items-center rounded-md px-3 text-[0.9375rem] font-[540] whitespace-nowrap text-soft no-underline hover:bg-sunken hover:text-ink'
