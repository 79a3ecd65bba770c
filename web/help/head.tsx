import type { ShownPage } from '#contract/helpcenter'
import { structuredData } from './structured-data.ts'
import { useText } from './text.tsx'

/** What search engines and other programs read of a page. */
export function Head({ page }: { page: ShownPage }) {
  const { t, locale } = useText()
  const { frame, view } = page
  const title = t('page.title', { title: useTitle(page), store: frame.store.name })
  const description = useDescription(page)
  const canonical = frame.canonical === null ? null : `${frame.publicUrl}${frame.canonical}`
  const alternates = canonical === null ? [] : frame.languages
  const first = alternates.find((one) => one.locale === 'en') ?? alternates[0]
  return (
    <>
      <title>{title}</title>
      {description && <meta name="description" content={description} />}
      {canonical === null ? <meta name="robots" content="noindex" /> : <link rel="canonical" href={canonical} />}
      {alternates.length > 1 &&
        alternates.map((one) => (
          <link key={one.locale} rel="alternate" hrefLang={one.locale} href={`${frame.publicUrl}${one.href}`} />
        ))}
      {alternates.length > 1 && first && (
        <link rel="alternate" hrefLang="x-default" href={`${frame.publicUrl}${first.href}`} />
      )}
      <meta property="og:site_name" content={frame.store.name} />
      <meta property="og:type" content={view.kind === 'article' ? 'article' : 'website'} />
      <meta property="og:title" content={useTitle(page)} />
      {description && <meta property="og:description" content={description} />}
      {canonical && <meta property="og:url" content={canonical} />}
      <meta property="og:locale" content={locale.replace('-', '_')} />
      {view.kind === 'article' && <meta property="article:modified_time" content={view.article.updatedAt} />}
      {structuredData(page, t('page.help')).map((data, index) => (
        <script key={index} type="application/ld+json" dangerouslySetInnerHTML={{ __html: scriptSafe(data) }} />
      ))}
    </>
  )
}

// What stands inside a script element ends it, or begins a comment, by these signs alone.
function scriptSafe(data: object): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e').replaceAll('&', '\\u0026')
}

function useTitle({ view }: ShownPage): string {
  const { t } = useText()
  switch (view.kind) {
    case 'article':
      return view.article.title
    case 'topic':
      return view.topic.name
    case 'search':
      return view.found === null ? t('search.empty') : t('search.title', { query: view.query })
    case 'thanks':
      return t(view.helped ? 'feedback.thanksYes' : 'feedback.thanksNo')
    case 'missing':
      return t('missing.title')
    case 'trouble':
      return t('trouble.title')
    default:
      return t('page.help')
  }
}

function useDescription({ frame, view }: ShownPage): string {
  const { t } = useText()
  if (view.kind === 'article') return view.article.summary
  if (view.kind === 'topic') return view.topic.summary
  return view.kind === 'home' ? t('home.description', { store: frame.store.name }) : ''
}
