import { CustomerInput } from '#contract/customers'
import { PlaceInput, ScanRow, ShipmentInput } from '#contract/deliveries'
import { OrderInput, ProductInput } from '#contract/orders'
import { SellerInput } from '#contract/sellers'
import { contract } from '#platform/contract/contract'
import { Instant, PageQuery, page } from '#platform/contract/shapes'
import * as z from 'zod'

export const ImportKind = z.enum([
  'customers',
  'products',
  'sellers',
  'places',
  'orders',
  'shipments',
  'scans',
  'refunds',
  'returns',
  'disputes',
  'conversations',
  'macros',
])
export type ImportKind = z.infer<typeof ImportKind>

const orderOf = {
  order: z
    .string()
    .min(1)
    .max(300)
    .meta({ description: 'The order’s reference, its id, or ref:<source>:<reference>.' }),
}

/** A row of a refunds import: money that went back elsewhere, before or after the store joined. */
export const RefundRow = OrderInput.shape.refunds.removeDefault().element.extend(orderOf)
export type RefundRow = z.infer<typeof RefundRow>

/** A row of a returns import: goods that came back elsewhere. Without items: all of the order. */
export const ReturnRow = OrderInput.shape.returns.removeDefault().element.extend(orderOf)
export type ReturnRow = z.infer<typeof ReturnRow>

/** A row of a disputes import: what the payment provider says of a chargeback. */
export const DisputeRow = OrderInput.shape.disputes.removeDefault().element.extend(orderOf)
export type DisputeRow = z.infer<typeof DisputeRow>

/** A row of an import from another desk, as Zendesk, Gorgias or Intercom export it, or plainly: docs/integrating/coming-from-a-desk.md. */
export const DeskRow = z.record(z.string(), z.unknown())

/** What a row of each kind of import is. */
export const importRows = {
  customers: CustomerInput,
  products: ProductInput,
  sellers: SellerInput,
  places: PlaceInput,
  orders: OrderInput,
  shipments: ShipmentInput,
  scans: ScanRow,
  refunds: RefundRow,
  returns: ReturnRow,
  disputes: DisputeRow,
  conversations: DeskRow,
  macros: DeskRow,
} as const

export const Import = z
  .object({
    id: z.string(),
    kind: ImportKind,
    source: z.string(),
    state: z.enum(['running', 'done', 'failed']),
    counts: z.object({ read: z.int(), created: z.int(), updated: z.int(), unchanged: z.int(), bad: z.int() }),
    bytesRead: z.int(),
    bad: z
      .array(z.object({ line: z.int(), code: z.string(), message: z.string(), param: z.string().nullable() }))
      .meta({ description: 'The first 1,000; the rest by GET /imports/:id/bad-rows.' }),
    failure: z.string().nullable(),
    startedAt: z.string(),
    finishedAt: z.string().nullable(),
  })
  .meta({ id: 'Import' })
export type Import = z.infer<typeof Import>

export const ApiKeyShape = z
  .object({
    id: z.string(),
    name: z.string(),
    prefix: z.string(),
    scopes: z.array(z.string()),
    createdAt: z.string(),
    expiresAt: z.string().nullable(),
    lastUsedAt: z.string().nullable(),
    revoked: z.boolean(),
  })
  .meta({ id: 'ApiKey' })
export type ApiKeyShape = z.infer<typeof ApiKeyShape>

/** Where data come from. What lies before the cutoff is history: nobody is told of it and nothing watches it. */
export const Connection = z
  .object({ id: z.string(), name: z.string(), kind: z.string(), cutoff: z.string(), createdAt: z.string() })
  .meta({ id: 'Connection' })
export type Connection = z.infer<typeof Connection>

/** A webhook as it came in; kept whole until it could be handled. */
export const WebhookDelivery = z
  .object({
    id: z.string(),
    source: z.string(),
    deliveryId: z.string(),
    receivedAt: z.string(),
    handledAt: z.string().nullable(),
    failure: z.string().nullable(),
    attempts: z.int(),
  })
  .meta({ id: 'WebhookDelivery' })
export type WebhookDelivery = z.infer<typeof WebhookDelivery>

export const connections = contract({
  'POST /imports': {
    summary: 'Stream NDJSON or CSV; good rows are kept, every bad row is reported, repeating the file changes nothing',
    input: z.strictObject({
      kind: ImportKind,
      source: z
        .string()
        .regex(/^[a-z0-9_-]{1,60}$/)
        .optional(),
    }),
    output: Import,
    status: 200,
    body: 'stream',
  },
  'GET /imports/:id': {
    summary: 'Progress and result of an import',
    input: z.strictObject({ id: z.string() }),
    output: Import,
  },
  'GET /imports': { summary: 'Imports, newest first', input: z.strictObject({ ...PageQuery }), output: page(Import) },
  'GET /imports/:id/bad-rows': {
    summary: 'Every bad row',
    input: z.strictObject({ id: z.string(), ...PageQuery }),
    output: page(z.object({ line: z.int(), code: z.string(), message: z.string(), param: z.string().nullable() })),
  },
  'PUT /orders/:reference': {
    summary: 'Create or update one order by the source’s reference',
    input: OrderInput.extend({ source: z.string().max(60).optional() }),
    output: z.object({
      id: z.string(),
      reference: z.string(),
      revision: z.int(),
      outcome: z.enum(['created', 'updated', 'unchanged']),
    }),
    refusals: ['amounts_do_not_add_up', 'units_already_moved'],
  },
  'GET /api-keys': { summary: 'API keys', input: z.strictObject({ ...PageQuery }), output: page(ApiKeyShape) },
  'POST /api-keys': {
    summary: 'Create an API key; the key itself is shown once',
    input: z.strictObject({
      name: z.string().trim().min(1).max(120),
      scopes: z
        .array(
          z.enum([
            'import',
            'read',
            'conversations:read',
            'conversations:write',
            'drop_off',
            'books',
            'payouts',
            'act:shopper',
            'act:staff',
            'act:seller',
            'admin',
          ]),
        )
        .min(1),
      actsAs: z.strictObject({ kind: z.enum(['staff', 'seller']), id: z.string() }).optional(),
      expiresAt: Instant.optional(),
    }),
    output: ApiKeyShape.extend({ key: z.string() }),
    status: 201,
  },
  'DELETE /api-keys/:id': {
    summary: 'Revoke an API key',
    input: z.strictObject({ id: z.string() }),
    output: ApiKeyShape,
  },
  'GET /seller/keys': {
    summary: 'Keys of a seller’s own systems',
    input: z.strictObject({ ...PageQuery }),
    output: page(ApiKeyShape),
  },
  'POST /seller/keys': {
    summary: 'Create a key that acts as the seller; the key itself is shown once',
    input: z.strictObject({
      name: z.string().trim().min(1).max(120),
      scopes: z
        .array(z.enum(['seller:read', 'seller:write']))
        .min(1)
        .meta({ description: 'seller:read reads what the seller sees; seller:write answers for them as well.' }),
      expiresAt: Instant.optional(),
    }),
    output: ApiKeyShape.extend({ key: z.string() }),
    refusals: ['too_many_keys'],
    status: 201,
  },
  'DELETE /seller/keys/:id': {
    summary: 'Revoke a key of the seller',
    input: z.strictObject({ id: z.string() }),
    output: ApiKeyShape,
  },
  'GET /connections': {
    summary: 'Where data come from',
    input: z.strictObject({}),
    output: z.object({ data: z.array(Connection) }),
  },
  'PUT /connections/:name': {
    summary: 'Create a connection or move its cutoff; rows that are there already stay what they are',
    input: z.strictObject({
      name: z.string().regex(/^[a-z0-9_-]{1,60}$/, 'use up to 60 small letters, digits, - and _'),
      cutoff: Instant,
    }),
    output: Connection,
  },
  'GET /webhook-inbox': {
    summary: 'Webhooks as they came in, newest first',
    input: z.strictObject({ state: z.enum(['waiting', 'failed', 'handled']).optional(), ...PageQuery }),
    output: page(WebhookDelivery),
  },
  'POST /webhook-inbox/:id/replay': {
    summary: 'Try again to handle a webhook that was kept',
    input: z.strictObject({ id: z.string() }),
    output: WebhookDelivery,
    refusals: ['already_handled'],
  },
  'POST /webhooks/:source': {
    summary: 'Signed webhooks of payment providers and storefronts, kept whole before they are handled',
    input: z.strictObject({ source: z.string() }),
    output: z.object({ received: z.literal(true) }),
    public: true,
    body: 'stream',
  },
  'GET /demo/people': {
    summary: 'Demonstration store only: people to be in one click',
    input: z.strictObject({}),
    output: z.object({
      data: z.array(
        z.object({
          id: z.string(),
          kind: z.enum(['shopper', 'staff', 'seller']),
          name: z.string(),
          words: z.string(),
          role: z.string().nullable(),
          orderReference: z.string().nullable(),
        }),
      ),
      you: z.string().nullable().meta({ description: 'Which of them asks; null: none of them.' }),
    }),
    public: true,
  },
  'POST /demo/sessions': {
    summary: 'Demonstration store only: be one of the people',
    input: z.strictObject({ person: z.string() }),
    output: z.object({ done: z.literal(true), goTo: z.string() }),
    public: true,
  },
  'POST /demo/clock': {
    summary: 'Demonstration store only: move the clock forward and run everything that has become due',
    input: z.strictObject({ now: Instant }),
    output: z.object({ now: z.string(), ran: z.int() }),
    refusals: ['clock_moves_forward_only'],
  },
  'GET /demo/clock': {
    summary: 'Demonstration store only: what time it is there',
    input: z.strictObject({}),
    output: z.object({ now: z.string() }),
    public: true,
  },
})
