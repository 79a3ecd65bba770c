import { deliveries } from '#contract/deliveries'
import { createHmac } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { actorKey } from '#platform/auth/actor'
import { administrator, anyone, key, sellerOwner } from '#platform/auth/who'
import { idempotencyKeyOf } from '#platform/contract/idempotency'
import { routes, type RawContext } from '#platform/contract/routes'
import type { Reader, Work } from '#platform/work'
import { createApiKey, type NewApiKey } from './api-keys/create-api-key.ts'
import { listApiKeys, presentApiKey } from './api-keys/queries.ts'
import { revokeApiKey } from './api-keys/revoke-api-key.ts'
import { createSellerKey, listSellerKeys, type NewSellerKey, revokeSellerKey } from './api-keys/seller-keys.ts'
import { listConnections, putConnection } from './connection.ts'
import { connections, type ApiKeyShape } from './contract.ts'
import { moveDemoClock, showDemoClock } from './demonstration/clock.ts'
import { beDemoPerson, listDemoPeople } from './demonstration/people.ts'
import { listBadRows, listImports, showImport } from './imports/queries.ts'
import { putOrder } from './imports/put-order.ts'
import { putShipment } from './imports/put-shipment.ts'
import { receiveImport } from './imports/receive-import.ts'
import { listWebhooks, replayWebhook } from './webhooks/replay-webhook.ts'
import { receiveWebhook } from './webhooks/receive-webhook.ts'

const importers = [key('import'), administrator]

export const connectionRoutes = routes(connections, {
  'POST /imports': { who: importers, raw: receiveImport },
  'GET /imports/:id': { who: importers, query: showImport },
  'GET /imports': { who: importers, query: listImports },
  'GET /imports/:id/bad-rows': { who: importers, query: listBadRows },
  'PUT /orders/:reference': { who: importers, command: putOrder },
  'GET /connections': { who: importers, query: (reader: Reader) => listConnections(reader) },
  'PUT /connections/:name': { who: [administrator], command: putConnection },
  'GET /api-keys': { who: [administrator], query: listApiKeys },
  // Answers of commands are kept for repeats, and this one has a secret in it.
  'POST /api-keys': { who: [administrator], direct: (context, request) => makeKey(context, request, createApiKey) },
  'DELETE /api-keys/:id': { who: [administrator], command: endKey },
  'GET /seller/keys': { who: [sellerOwner], query: listSellerKeys },
  'POST /seller/keys': {
    who: [sellerOwner],
    limit: { perMinute: 10, by: 'actor' },
    direct: (context, request) => makeKey(context, request, createSellerKey),
  },
  'DELETE /seller/keys/:id': { who: [sellerOwner], command: revokeSellerKey },
  'GET /webhook-inbox': { who: [administrator], query: listWebhooks },
  'POST /webhook-inbox/:id/replay': { who: [administrator], command: replayWebhook },
  // The signature says who it is.
  'POST /webhooks/:source': { who: [anyone], raw: receiveWebhook },
  // These answer 404 outside the demonstration store, whoever asks; the clock then asks for an administrator.
  'GET /demo/people': { who: [anyone], direct: listDemoPeople },
  'POST /demo/sessions': { who: [anyone], direct: beDemoPerson },
  'POST /demo/clock': { who: [anyone], direct: moveDemoClock },
  'GET /demo/clock': { who: [anyone], direct: showDemoClock },
})

// Declared by deliveries, answered here: a parcel may name a replacement, and what is old is history.
export const shipmentRoutes = routes(
  { 'PUT /shipments/:reference': deliveries['PUT /shipments/:reference'] },
  {
    'PUT /shipments/:reference': { who: importers, command: putShipment },
  },
)

async function makeKey<K extends NewApiKey | NewSellerKey>(
  { app, actor, input, transact }: RawContext<K>,
  request: FastifyRequest,
  create: (work: Work, input: K, secret?: string) => ReturnType<typeof createApiKey>,
): Promise<ApiKeyShape & { key: string }> {
  const repeatable = idempotencyKeyOf(request.headers['idempotency-key'])
  const secret =
    repeatable &&
    createHmac('sha256', app.config.secretFor('api-keys'))
      .update(`${actorKey(actor)} ${repeatable}`)
      .digest('base64url')
  const { row, key: made } = await transact((work) => create(work, input, secret))
  return { ...presentApiKey(row), key: made }
}

async function endKey(work: Work, { id }: { id: string }): Promise<ApiKeyShape> {
  return presentApiKey(await revokeApiKey(work, id))
}
