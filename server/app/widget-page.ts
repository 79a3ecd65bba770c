import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findWidgetOrigins } from '#modules/widgets'
import type { App } from '#platform/app'
import { anonymous } from '#platform/auth/actor'
import { read } from '#platform/transact'
import type { FastifyInstance, FastifyReply } from 'fastify'

/**
 * Serves the widget: `/widget.js` for the store's pages, its files, and the page inside its frame. That page alone may be shown
 * by other sites, and only by those that the widget names.
 * @param folder where the browser apps were built to; `registerWeb` serves files from there
 */
export function registerWidget(http: FastifyInstance, app: App, folder: string): void {
  const page = join(folder, 'widget/index.html')
  if (!existsSync(page)) return
  const html = readFileSync(page, 'utf8')
  const label = (path: string) => ({ config: { label: `GET ${path}` } })

  http.get('/widget.js', label('/widget.js'), (_request, reply) =>
    forOtherSites(reply).header('cache-control', 'public, max-age=300').sendFile('widget/widget.js'),
  )
  http.get('/widget/assets/*', label('/widget/assets/*'), (request, reply) => {
    const { '*': rest = '' } = request.params as { '*'?: string }
    if (rest.includes('\0')) return reply.callNotFound()
    return reply.header('cache-control', 'public, max-age=31536000, immutable').sendFile(`widget/assets/${rest}`)
  })
  http.get('/widget/frame/:id', label('/widget/frame/:id'), async (request, reply) => {
    const { id } = request.params as { id: string }
    const origins = await findWidgetOrigins(read(app, anonymous), id)
    if (!origins) return reply.callNotFound()
    const policy = String(reply.getHeader('content-security-policy') ?? '')
    const ancestors = `frame-ancestors ${["'self'", ...origins].join(' ')}`
    reply.removeHeader('x-frame-options')
    return (
      forOtherSites(reply)
        .header('content-security-policy', policy.replace(/frame-ancestors [^;]+/, ancestors))
        // Nothing that this page loads or opens learns where it stands.
        .header('referrer-policy', 'no-referrer')
        .header('cache-control', 'no-cache')
        .type('text/html; charset=utf-8')
        .send(
          html.replace(
            'name="makeright-origins" content=""',
            `name="makeright-origins" content="${origins.join(' ')}"`,
          ),
        )
    )
  })
}

function forOtherSites(reply: FastifyReply): FastifyReply {
  return reply.header('cross-origin-resource-policy', 'cross-origin')
}
