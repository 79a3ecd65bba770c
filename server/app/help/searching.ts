import type { HelpFound } from '#contract/helpcenter'
import type { FastifyReply } from 'fastify'
import { limits } from '../../limits.ts'
import { isLanguage } from './choose-language.ts'
import type { Place } from './reading.ts'
import { type HelpSite, leadToOther, type Visit } from './site.ts'

/** What was found; where nothing was, what others read. */
export async function showSearch(site: HelpSite, visit: Visit, { locale }: Place): Promise<FastifyReply> {
  const { q } = visit.request.query as { q?: unknown }
  const query = (typeof q === 'string' ? q : '').trim().slice(0, limits.helpPages.queryCharacters)
  const at = (each: string) => `/help/${each}/search?${new URLSearchParams({ q: query })}`
  const home = await site.homeOf(visit, locale)
  if (!isLanguage(locale) || !home) return await site.failed(visit, locale, home ? 404 : 503)
  if (home.locale !== locale && home.languages.length > 0) return leadToOther(visit, at(home.locale), locale)
  const answer = query === '' ? null : await site.ask<Found>(visit, 'GET /help/search', { q: query, locale })
  if (answer && !answer.body) return await site.failed(visit, locale, answer.status)
  const found: HelpFound | null = answer?.body
    ? { id: answer.body.search, corrected: answer.body.corrected ?? null, results: answer.body.data }
    : null
  return await site.show(
    visit,
    { kind: 'search', query, found, popular: home.popular },
    {
      locale,
      languages: home.languages.map((each) => ({ locale: each, href: at(each) })),
      search: found?.id ?? null,
    },
  )
}

interface Found {
  data: HelpFound['results']
  search: string
  corrected?: string | null
}
