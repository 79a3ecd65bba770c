import Search from 'lucide-react/icons/search'
import { buttonClass } from '../ui/button-looks.ts'
import { classes } from '../ui/classes.ts'
import { searchHref } from './links.ts'
import { useText } from './text.tsx'

/** The search. It is a plain form; while somebody types, the script shows what is found already below it. */
export function SearchForm({
  query,
  isSmall,
  className,
}: {
  query?: string
  /** Beside an article: no button, Enter is enough. */
  isSmall?: boolean
  className?: string
}) {
  const { t, locale, lang, dir } = useText()
  return (
    <search lang={lang} dir={dir} className={classes('no-print relative block', className)}>
      <form action={searchHref(locale)} method="get" data-search="" data-locale={locale} className="flex gap-2">
        <label className="relative block min-w-0 flex-1">
          <span className="sr-only">{t('search.label')}</span>
          <Search
            className={classes(
              'pointer-events-none absolute inset-y-0 my-auto text-faint',
              isSmall ? 'start-3 size-4.5' : 'start-4 size-5',
            )}
            aria-hidden="true"
          />
          <input
            type="search"
            name="q"
            defaultValue={query}
            placeholder={t(isSmall ? 'search.button' : 'search.placeholder')}
            maxLength={300}
            autoComplete="off"
            enterKeyHint="search"
            required
            className={classes(
              'w-full rounded-lg border border-edge bg-surface pe-4 text-base text-ink text-ellipsis shadow-card placeholder:text-faint hover:border-ink [&::-webkit-search-cancel-button]:hidden',
              isSmall ? 'min-h-11 ps-10' : 'min-h-13 ps-12',
            )}
          />
        </label>
        {isSmall ? (
          <button type="submit" className="sr-only">
            {t('search.button')}
          </button>
        ) : (
          <button type="submit" className={classes(buttonClass({ look: 'primary', size: 'large' }), 'max-sm:px-4')}>
            <Search className="size-5 sm:hidden" aria-hidden="true" />
            <span className="max-sm:sr-only">{t('search.button')}</span>
          </button>
        )}
      </form>
      <p
        role="status"
        className="sr-only"
        data-found=""
        data-one={t('search.found', { count: 1 })}
        data-two={t('search.found', { count: 2 })}
        data-many={t('search.found', { count: 5 })}
      />
      <ul
        hidden
        data-suggestions=""
        aria-label={t('search.suggestions')}
        className="absolute inset-x-0 top-full z-10 mt-2 overflow-hidden rounded-lg border border-line bg-raised py-1.5 text-start shadow-lift"
      />
    </search>
  )
}
