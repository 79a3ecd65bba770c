import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { App } from '#platform/app'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { acceptForms } from './accept-forms.ts'
import { builtPages, loadPages } from './help/draw-pages.ts'
import { showThanks, takeFeedback } from './help/giving-feedback.ts'
import { enter, type Place, showArticle, showHome, showTopic } from './help/reading.ts'
import { showSearch } from './help/searching.ts'
import { sendPage } from './help/send-page.ts'
import { type HelpSite, openSite, type Visit } from './help/site.ts'
import { mapOf } from './help/sitemap.ts'

type Page = (site: HelpSite, visit: Visit, place: Place) => Promise<FastifyReply>

/** What is read, by its path below a language. */
const pages: Record<string, Page> = {
  '': showHome,
  '/topics/:slug': showTopic,
  '/articles/:slug': showArticle,
  '/articles/:slug/thanks': showThanks,
  '/search': showSearch,
}

/**
 * Serves the help pages, drawn here and whole without a script: a home, topics, articles and a search in each language below
 * `/help`. Old addresses lead on, and what is nowhere is said kindly.
 * @param folder where the browser apps were built to; where the pages are missing, `/help` is the portal's
 */
export async function registerHelp(http: FastifyInstance, app: App, folder: string): Promise<void> {
  if (!existsSync(join(folder, builtPages))) return
  const site = openSite(http, app, await loadPages(folder))
  const label = (route: string) => ({ config: { label: route } })

  http.get('/help', label('GET /help'), (request, reply) => enter(site, { request, reply }))
  for (const [path, show] of Object.entries(pages))
    http.get(`/help/:locale${path}`, label(`GET /help/:locale${path}`), (request, reply) =>
      show(site, { request, reply }, request.params as Place),
    )
  http.get('/help/*', label('GET /help/*'), (request, reply) =>
    site.missing({ request, reply }, request.url.split(/[/?]/)[2] ?? ''),
  )
  http.get('/help/sitemap.xml', label('GET /help/sitemap.xml'), async (request, reply) => {
    const text = await mapOf(app, site.publicUrl)
    return await sendPage(request, reply, { text, type: 'application/xml', keeping: 'public' })
  })
  http.get('/robots.txt', label('GET /robots.txt'), async (request, reply) => {
    const text = `User-agent: *\nDisallow: /api/\n\nSitemap: ${site.publicUrl}/help/sitemap.xml\n`
    return await sendPage(request, reply, { text, type: 'text/plain', keeping: 'public' })
  })
  await http.register(async (scope) => {
    acceptForms(scope)
    const path = '/help/:locale/articles/:slug/feedback'
    scope.post(path, label(`POST ${path}`), (request, reply) =>
      takeFeedback(site, { request, reply }, request.params as Place),
    )
  })
  serveFiles(http)
}

/** The style and the script of the pages; `registerWeb` serves files from the folder that they lie in. */
function serveFiles(http: FastifyInstance): void {
  http.get('/help/assets/*', { config: { label: 'GET /help/assets/*' } }, (request, reply) => {
    const { '*': rest = '' } = request.params as { '*'?: string }
    if (rest.includes('\0')) return reply.callNotFound()
    return reply.header('cache-control', 'public, max-age=31536000, immutable').sendFile(`help/assets/${rest}`)
  })
  http.get('/help/before-paint.js', { config: { label: 'GET /help/before-paint.js' } }, (_request, reply) =>
    reply.header('cache-control', 'public, max-age=300').sendFile('help/before-paint.js'),
  )
}
