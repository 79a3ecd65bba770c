import { listPublished } from '#modules/helpcenter'
import type { App } from '#platform/app'
import { anonymous } from '#platform/auth/actor'
import { escapeHtml } from '#platform/escape-html'
import { read } from '#platform/transact'

/** Every help page there is: the first ones, the topics and the articles, in each language. */
export async function mapOf(app: App, publicUrl: string): Promise<string> {
  const articles = await listPublished(read(app, anonymous))
  const locales = [...new Set(articles.flatMap(({ languages }) => languages.map(({ locale }) => locale)))].sort()
  const topics = [...new Set(articles.flatMap(({ category }) => category ?? []))].sort()
  const inEach = (path: string) => ({
    languages: locales.map((locale) => ({ locale, path: `/help/${locale}${path}` })),
  })
  return writeSitemap(publicUrl, [
    inEach(''),
    ...topics.map((slug) => inEach(`/topics/${slug}`)),
    ...articles.map(({ languages, updatedAt }) => ({
      languages: languages.map(({ locale, slug }) => ({ locale, path: `/help/${locale}/articles/${slug}` })),
      updatedAt: updatedAt.toISOString(),
    })),
  ])
}

/** One page in each language that it is written in. */
export interface SitemapPage {
  readonly languages: readonly { readonly locale: string; readonly path: string }[]
  readonly updatedAt?: string | undefined
}

/** Every page for search engines, each with its other languages beside it. */
export function writeSitemap(publicUrl: string, pages: readonly SitemapPage[]): string {
  const url = (path: string) => escapeHtml(publicUrl + encodeURI(path))
  const entries = pages.flatMap(({ languages, updatedAt }) => {
    const links = languages.map(
      ({ locale, path }) => `<xhtml:link rel="alternate" hreflang="${escapeHtml(locale)}" href="${url(path)}"/>`,
    )
    const changed = updatedAt ? `<lastmod>${escapeHtml(updatedAt.slice(0, 10))}</lastmod>` : ''
    return languages.map(({ path }) => `<url><loc>${url(path)}</loc>${changed}${links.join('')}</url>`)
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ...entries,
    '</urlset>',
    '',
  ].join('\n')
}
