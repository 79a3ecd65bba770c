import { createHmac } from 'node:crypto'
import type { FakeDialect } from '../../../fakes/dialect.ts'
import type { FakeAnswer } from '../../../fakes/fake-server.ts'

/** Forms in, JSON out, errors with a type, webhooks signed with `Stripe-Signature`. Written anew here, so that it tests whoever uses the provider's own client. */
export const stripeDialect: FakeDialect = {
  readBody: (bytes) => parseForm(bytes.toString('utf8')),
  problem: (code, message, status) => ({ error: { type: typeOf(status), code, message } }),
  signNotice(secret, { id, type, timestamp, data }, sentAt) {
    const event = {
      id: id.replace(/^msg_/, 'evt_'),
      object: 'event',
      api_version: '2026-10-28.endive',
      created: Math.floor(new Date(timestamp).getTime() / 1000),
      type,
      data: { object: data },
      livemode: false,
      pending_webhooks: 1,
      request: { id: null, idempotency_key: null },
    }
    const body = Buffer.from(JSON.stringify(event, null, 2))
    return { body, headers: { 'stripe-signature': signature(secret, body, sentAt) } }
  },
}

export function failure(status: number, code: string | undefined, message: string, more: object = {}): FakeAnswer {
  return { status, body: { error: { type: typeOf(status), ...(code ? { code } : {}), message, ...more } } }
}

export interface Page<T> {
  object: 'list'
  data: T[]
  has_more: boolean
  url: string
}

/** One page, newest first, as `limit` and `starting_after` say. */
export function pageOf<T extends { id: string; created: number }>(
  url: string,
  all: readonly T[],
  query: URLSearchParams,
): FakeAnswer {
  const since = Number(query.get('created[gte]') ?? 0)
  const sorted = all.filter((each) => each.created >= since).toReversed()
  const after = query.get('starting_after')
  const from = after === null ? 0 : sorted.findIndex((each) => each.id === after) + 1
  const limit = Math.min(100, Number(query.get('limit') ?? 10))
  const data = sorted.slice(from, from + limit)
  const body: Page<T> = { object: 'list', data, has_more: from + limit < sorted.length, url }
  return { status: 200, body }
}

function signature(secret: string, body: Buffer, sentAt: Date): string {
  const seconds = Math.floor(sentAt.getTime() / 1000)
  const digest = createHmac('sha256', secret).update(`${seconds}.`).update(body).digest('hex')
  return `t=${seconds},v1=${digest}`
}

function typeOf(status: number): string {
  if (status === 402) return 'card_error'
  return status >= 500 ? 'api_error' : 'invalid_request_error'
}

/** `metadata[order]=1001&expand[0]=charge` → `{ metadata: { order: '1001' }, expand: { 0: 'charge' } }` */
function parseForm(text: string): Record<string, unknown> {
  const form: Record<string, unknown> = {}
  for (const [name, value] of new URLSearchParams(text)) {
    const path = name.split(/[[\]]+/).filter(Boolean)
    const last = path.pop() ?? ''
    let place = form
    for (const step of path) place = (place[step] ??= {}) as Record<string, unknown>
    place[last] = value
  }
  return form
}
