import BookOpen from 'lucide-react/icons/book-open'
import ChevronRight from 'lucide-react/icons/chevron-right'
import CreditCard from 'lucide-react/icons/credit-card'
import Gift from 'lucide-react/icons/gift'
import Heart from 'lucide-react/icons/heart'
import PackageCheck from 'lucide-react/icons/package-check'
import Store from 'lucide-react/icons/store'
import ShieldCheck from 'lucide-react/icons/shield-check'
import Truck from 'lucide-react/icons/truck'
import Undo2 from 'lucide-react/icons/undo-2'
import UserRound from 'lucide-react/icons/user-round'
import type { HelpHome, PageFrame, OwnCard } from '#contract/helpcenter'
import { articleHref, topicHref } from './links.ts'
import { Own } from './own.tsx'
import { Person } from './person.tsx'
import { ArticleRows } from './rows.tsx'
import { SearchForm } from './search-form.tsx'
import { useText } from './text.tsx'

/** The first page: the search, what goes on in one's own orders, the topics, and what others read. */
export function Home({ frame, home, own }: { frame: PageFrame; home: HelpHome; own: readonly OwnCard[] }) {
  const { t, lang, dir } = useText()
  const topics = home.categories
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-10">
      <div lang={lang} dir={dir} className="mx-auto grid w-full max-w-2xl gap-5 pt-10 text-center sm:pt-16">
        <div className="grid gap-2">
          <h1 className="text-3xl">{t('home.title')}</h1>
          <p className="text-lg text-soft">{t('home.detail', { store: frame.store.name })}</p>
        </div>
        <SearchForm />
      </div>
      {own.length > 0 && (
        <div className="mx-auto w-full max-w-2xl">
          <Own cards={own} />
        </div>
      )}
      {topics.length > 0 ? (
        <section aria-labelledby="topics" className="grid gap-4">
          <h2 id="topics" lang={lang} dir={dir} className="text-xl">
            {t('home.topics')}
          </h2>
          <ul className="grid grid-cols-[repeat(auto-fit,minmax(min(18rem,100%),1fr))] gap-3 sm:gap-4">
            {topics.map((topic) => (
              <Topic key={topic.slug} topic={topic} />
            ))}
          </ul>
        </section>
      ) : (
        <div lang={lang} dir={dir} className="py-6 text-center">
          <h2 className="text-xl">{t('home.empty')}</h2>
          <p className="mt-1 text-soft">{t('home.emptyDetail')}</p>
        </div>
      )}
      {home.popular.length > 0 && (
        <section aria-labelledby="popular" className="grid gap-4">
          <h2 id="popular" lang={lang} dir={dir} className="text-xl">
            {t('home.popular')}
          </h2>
          <ArticleRows articles={home.popular} />
        </section>
      )}
      <Person />
    </div>
  )
}

function Topic({ topic }: { topic: HelpHome['categories'][number] }) {
  const { t, locale, lang } = useText()
  const Icon = icons.find(([words]) => words.test(topic.slug))?.[1] ?? BookOpen
  return (
    <li className="relative flex flex-col gap-3 rounded-xl border border-line bg-surface p-4 shadow-card sm:p-5">
      <div className="flex items-center gap-3 sm:items-start">
        <span className="grid size-11 shrink-0 place-items-center rounded-lg bg-accent-wash text-accent-ink">
          <Icon className="size-5.5" strokeWidth={1.8} aria-hidden="true" />
        </span>
        <div className="min-w-0 flex-1">
          <h3 className="text-lg">
            <a
              href={topicHref(locale, topic.slug)}
              className="inline-flex items-center text-ink no-underline max-sm:after:absolute max-sm:after:inset-0 max-sm:after:rounded-xl hover:text-accent-ink sm:min-h-11"
            >
              {topic.name}
            </a>
          </h3>
          {topic.summary && <p className="text-[0.9375rem] text-soft sm:-mt-1">{topic.summary}</p>}
        </div>
        <ChevronRight className="mirror size-5 shrink-0 text-faint sm:hidden" aria-hidden="true" />
      </div>
      {/* A phone shows the topics at a glance: their answers stand one tap further. */}
      <ul className="hidden sm:grid">
        {topic.first.slice(0, 3).map((article) => (
          <li key={article.slug}>
            <a
              href={articleHref(article.locale, article.slug, { wanted: locale })}
              lang={article.locale === locale ? undefined : article.locale}
              className="link flex min-h-9 items-center py-1 text-[0.9375rem] leading-snug pointer-coarse:min-h-11"
            >
              <bdi>{article.title}</bdi>
            </a>
          </li>
        ))}
      </ul>
      {topic.articles > 3 && (
        <a
          href={topicHref(locale, topic.slug)}
          lang={lang}
          aria-label={`${topic.name}: ${t('home.articles', { count: topic.articles })}`}
          className="mt-auto hidden min-h-11 items-center text-sm text-soft no-underline hover:text-ink hover:underline sm:inline-flex"
        >
          {t('home.articles', { count: topic.articles })}
        </a>
      )}
    </li>
  )
}

// What a topic is usually about, by the words of its address.
const icons: [RegExp, typeof BookOpen][] = [
  [/deliver|ship|track|liefer|versand/, Truck],
  [/return|exchange|rueck|retour/, Undo2],
  [/pay|refund|money|zahl|erstatt|price/, CreditCard],
  [/seller|market|haendler/, Store],
  [/gift|geschenk/, Gift],
  [/guarantee|claim|safe|garantie|sicher|problem|wrong/, ShieldCheck],
  [/account|sign|privacy|konto|anmeld/, UserRound],
  [/order|bestell|cancel/, PackageCheck],
  [/contact|about|kontakt/, Heart],
]
