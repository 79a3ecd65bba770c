import type { HelpCategoryPage, HelpHome, HelpPage as Article } from '#contract/helpcenter'
import type { FastifyReply } from 'fastify'
import type { ApiAnswer } from './ask-api.ts'
import { isLanguage, languageOfReader } from './choose-language.ts'
import { readArticle } from './read-article.ts'
import { type HelpSite, leadOn, leadToOther, type Visit } from './site.ts'

/** Which page: parts of its path. */
export interface Place {
  locale: string
  slug: string
}

/** `/help`: to the reader's language; who came with an order to the page that once stood here goes on to a person. */
export async function enter(site: HelpSite, visit: Visit): Promise<FastifyReply> {
  const { request, reply } = visit
  const query = new URLSearchParams(request.url.split('?')[1] ?? '')
  if (query.has('order') || query.has('about') || query.has('item')) return leadOn(visit, `/contact?${query}`)
  const home = await site.homeOf(visit)
  const locale = languageOfReader(request, home?.languages ?? []) ?? home?.locale ?? 'en'
  return leadOn(
    { request, reply: reply.header('vary', 'Accept-Language, Cookie') },
    `/help/${encodeURIComponent(locale)}`,
  )
}

/** The first page of a language. */
export async function showHome(site: HelpSite, visit: Visit, { locale }: Place): Promise<FastifyReply> {
  const { status, body: home } = await site.ask<HelpHome>(visit, 'GET /help/home', { locale })
  if (!isLanguage(locale) || !home) return await site.failed(visit, locale, home ? 404 : status)
  const isEmpty = home.languages.length === 0
  if (home.locale !== locale && !isEmpty) return leadToOther(visit, `/help/${home.locale}`, locale)
  return await site.show(
    visit,
    { kind: 'home', home, own: await site.ownOf(visit) },
    {
      locale,
      languages: home.languages.map((each) => ({ locale: each, href: `/help/${each}` })),
      canonical: isEmpty ? null : `/help/${locale}`,
    },
  )
}

/** Every article of a topic. */
export async function showTopic(site: HelpSite, visit: Visit, { locale, slug }: Place): Promise<FastifyReply> {
  const route = `GET /help/topics/${encodeURIComponent(slug)}`
  const { status, body: topic } = await site.ask<HelpCategoryPage>(visit, route, { locale })
  if (!isLanguage(locale) || !topic) return await site.failed(visit, locale, topic ? 404 : status)
  const at = (each: string) => encodeURI(`/help/${each}/topics/${topic.slug}`)
  if (topic.locale !== locale) return leadToOther(visit, at(topic.locale), locale)
  return await site.show(
    visit,
    { kind: 'topic', topic },
    {
      locale,
      languages: topic.languages.map((each) => ({ locale: each, href: at(each) })),
      canonical: at(locale),
    },
  )
}

/** One answer, with what goes on in the reader's own orders where it is about that. */
export async function showArticle(site: HelpSite, visit: Visit, place: Place): Promise<FastifyReply> {
  const { locale, slug } = place
  const search = searchOf(visit)
  const { status, body: article } = await articleAt(site, visit, place, search === null ? {} : { search })
  if (!article) return await site.failed(visit, locale, status)
  const address = addressOf(article) + (search ? `?search=${search}` : '')
  if (article.locale !== locale) return leadToOther(visit, address, locale)
  if (article.slug !== slug) return leadOn(visit, address, true)
  const own = article.topic === null ? [] : await site.ownOf(visit, article.topic)
  return await site.show(
    visit,
    { kind: 'article', article: readArticle(article), own },
    {
      locale,
      languages: article.languages.map((each) => ({ locale: each.locale, href: addressOf(each) })),
      canonical: addressOf(article),
      search,
    },
  )
}

/** Where an article stands, its words in the API's own answer. */
export async function articleAt(
  site: HelpSite,
  visit: Visit,
  { locale, slug }: Place,
  how: { search?: string; counted?: string },
): Promise<ApiAnswer<Article>> {
  if (!isLanguage(locale)) return { status: 404, body: undefined }
  return await site.ask<Article>(visit, `GET /help/articles/${encodeURIComponent(slug)}`, { locale, ...how })
}

/** An article's address, as browsers write it. */
export function addressOf({ locale, slug }: { locale: string; slug: string }): string {
  return encodeURI(`/help/${locale}/articles/${slug}`)
}

/** The search that led to a page. */
export function searchOf({ request }: Visit): string | null {
  const { search } = request.query as { search?: unknown }
  return typeof search === 'string' && /^[\w-]{1,100}$/.test(search) ? search : null
}
