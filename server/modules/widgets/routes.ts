import type { FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { actorKey } from '#platform/auth/actor'
import { idempotencyKeyOf, runOnce } from '#platform/contract/idempotency'
import { administrator, anyone, shopper, visitor } from '#platform/auth/who'
import { routes, type RawContext } from '#platform/contract/routes'
import { notFound } from '#platform/errors'
import type { Work } from '#platform/work'
import { widgets, type Widget } from './contract.ts'
import { addKey } from './commands/add-key.ts'
import { endSession } from './commands/end-session.ts'
import { addWidget, changeWidget, type WidgetFields } from './commands/put-widget.ts'
import { openVisitorSession, openWidget } from './open.ts'
import { listWidgets, presentWidgets } from './queries.ts'
import type { WidgetRow } from './tables.ts'

export const widgetRoutes = routes(widgets, {
  // Direct, because the script tag names the address that this program is reached at.
  'GET /widgets': { who: [administrator], direct: ({ app, read }) => listWidgets(read(), app.config.publicUrl) },
  'POST /widgets': { who: [administrator], direct: makeWidget },
  'PUT /widgets/:id': {
    who: [administrator],
    direct: async ({ app, input, transact }) =>
      await transact(async (work) => await shown(app, work, await changeWidget(work, input))),
  },
  // Direct, as all that answer a secret: answers of commands are kept for repeats.
  'POST /widgets/:id/keys': {
    who: [administrator],
    direct: ({ app, input, transact }) => transact((work) => addKey(work, app.config, input.id)),
  },
  // The signed identity, or the token before, says who it is.
  'POST /widgets/:id/sessions': {
    who: [anyone],
    limit: { perMinute: 300, by: 'ip' },
    direct: openWidget,
  },
  'DELETE /widget-session': {
    who: [visitor, shopper],
    async command(work) {
      const { actor } = work
      const id = 'sessionId' in actor ? actor.sessionId : undefined
      if (!id?.startsWith('wse_')) return notFound('chat session')
      await endSession(work, { id }, 'asked')
      return { done: true as const }
    },
  },
  'POST /visitor-session': { who: [anyone], limit: { perMinute: 60, by: 'ip' }, direct: openVisitorSession },
})

async function makeWidget(
  { app, actor, input, transact }: RawContext<WidgetFields>,
  request: FastifyRequest,
): Promise<Widget> {
  const make = async (work: Work) => await shown(app, work, await addWidget(work, input))
  const key = idempotencyKeyOf(request.headers['idempotency-key'])
  if (key === undefined) return await transact(make)
  const asked = { key, actor: actorKey(actor), route: 'POST /widgets' as const, input }
  const once = await runOnce(app, actor, asked, async (work) => ({
    status: 201,
    body: JSON.stringify(await make(work)),
  }))
  return JSON.parse(once.body) as Widget
}

async function shown(app: App, work: Work, row: WidgetRow): Promise<Widget> {
  const [widget] = await presentWidgets(work, [row], app.config.publicUrl)
  return widget as Widget
}
