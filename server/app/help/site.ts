import type { HelpHome, PageFrame, ShownPage, PageView, OwnCard } from '#contract/helpcenter'
import { findStore } from '#modules/stores'
import type { App } from '#platform/app'
import { anonymous } from '#platform/auth/actor'
import { cookieOf } from '#platform/auth/realms'
import { read } from '#platform/transact'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { askApi, type ApiAnswer } from './ask-api.ts'
import { isLanguage } from './choose-language.ts'
import { type Keeping, sendPage } from './send-page.ts'

/** One opening of a page: who asks, and where the answer goes. */
export interface Visit {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** What every help page needs. They know only what the API says to whoever opens them. */
export interface HelpSite {
  readonly publicUrl: string
  ask<T>(visit: Visit, route: string, input?: Record<string, string | undefined>, body?: object): Promise<ApiAnswer<T>>
  homeOf(visit: Visit, locale?: string): Promise<HelpHome | undefined>
  /** What goes on in the reader's own orders, about a topic or at all; of nobody who is not signed in. */
  ownOf(visit: Visit, topic?: string): Promise<OwnCard[]>
  show(
    visit: Visit,
    view: PageView,
    place: Partial<PageFrame> & { locale: string },
    status?: number,
  ): Promise<FastifyReply>
  missing(visit: Visit, locale: string): Promise<FastifyReply>
  /** What the API refused, as a page: nothing is there, or something of ours failed. */
  failed(visit: Visit, locale: string, status: number): Promise<FastifyReply>
}

/** @param draw makes a page's HTML */
export function openSite(http: FastifyInstance, app: App, draw: (page: ShownPage) => string): HelpSite {
  const site: HelpSite = {
    publicUrl: app.config.publicUrl.replace(/\/$/, ''),
    ask: ({ request }, route, input, body) => askApi(http, request, route, input, body),
    async homeOf(visit, locale) {
      return (await site.ask<HelpHome>(visit, 'GET /help/home', { locale })).body
    },
    async ownOf(visit, topic) {
      if (visit.request.cookies[cookieOf(app, 'shopper')] === undefined) return []
      return (await site.ask<{ data: OwnCard[] }>(visit, 'GET /help/own', { topic })).body?.data ?? []
    },
    async show(visit, view, place, status = 200) {
      const { request, reply } = visit
      const { name, supportEmail, timeZone } = await findStore(read(app, anonymous))
      const text = draw({
        view,
        frame: {
          store: { name, supportEmail, timeZone },
          wanted: wantedOf(visit, place.locale),
          languages: [],
          canonical: null,
          publicUrl: site.publicUrl,
          search: null,
          now: app.clock.now(),
          ...place,
        },
      })
      return await sendPage(request, reply, { text, status, keeping: keepingOf(view, status) })
    },
    async missing(visit, locale) {
      const home = await site.homeOf(visit, isLanguage(locale) ? locale : undefined)
      return await site.show(
        visit,
        { kind: 'missing', popular: home?.popular ?? [] },
        {
          locale: home?.locale ?? 'en',
          languages: (home?.languages ?? []).map((each) => ({ locale: each, href: `/help/${each}` })),
        },
        404,
      )
    },
    async failed(visit, locale, status) {
      if (status < 500 && status !== 429) return await site.missing(visit, locale)
      return await site.show(visit, { kind: 'trouble' }, { locale: isLanguage(locale) ? locale : 'en' }, status)
    },
  }
  return site
}

/** The language that a reader asked for before they were led to this one. */
function wantedOf({ request }: Visit, locale: string): string | null {
  const { wanted } = request.query as { wanted?: unknown }
  return typeof wanted === 'string' && wanted.length <= 35 && isLanguage(wanted) && !isAlike(wanted, locale)
    ? wanted
    : null
}

const isAlike = (one: string, other: string) => one.split('-')[0]?.toLowerCase() === other.split('-')[0]?.toLowerCase()

function keepingOf(view: PageView, status: number): Keeping {
  if ('own' in view && view.own.length > 0) return 'private'
  // Each search is told by itself, and what is missing may be there in a moment.
  return status === 200 && ['home', 'topic', 'article'].includes(view.kind) ? 'public' : 'once'
}

/** Leads to another address: the one that it has for good, or one that may be another in a moment. */
export function leadOn({ reply }: Visit, path: string, isForGood = false): FastifyReply {
  return reply.header('cache-control', 'no-cache').redirect(path, isForGood ? 301 : 302)
}

/** Leads to another language for as long as nothing stands in the one asked for; the page there says so. */
export function leadToOther(visit: Visit, path: string, wanted: string): FastifyReply {
  return leadOn(visit, `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams({ wanted })}`)
}
