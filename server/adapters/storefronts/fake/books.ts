import { createHash, randomUUID } from 'node:crypto'
import { type FakeAnswer, type FakeBooks, type FakeRequest, type FakeTools, problem } from '../../fakes/fake-server.ts'
import { openRefundBooks, type RefundEntry } from './refunds.ts'

/** An order as the storefront's warehouse sees it. Orders that nobody told it about exist as soon as they are named. */
export interface FakeOrder {
  reference: string
  state: 'open' | 'picked' | 'dispatched' | 'canceled'
  /** Quantity ordered by item; null when it was never told, then any quantity is taken. */
  items: Record<string, number> | null
  canceled: Record<string, number>
}

export type FakeChangeKind = 'cancel' | 'address' | 'variant' | 'payment'

export interface FakeChange {
  id: string
  idempotency_key: string
  order: string
  kind: FakeChangeKind
  detail: ChangeDetail
  status: 'pending' | 'applied' | 'refused'
  refusal: string | null
  decided_at: string | null
}

interface ChangeDetail {
  items?: { item: string; quantity: number; to_variant?: string }[]
  ship_to?: unknown
  tender?: string
}

export interface FakeReplacement {
  id: string
  idempotency_key: string
  order: string
  items: { variant: string; quantity: number; replaces?: string }[]
  ship_to: unknown
  speed: 'standard' | 'express'
  handover?: 'code' | 'signature' | 'locker'
  /** Only these parts; nothing is taken from stock. */
  parts_only?: string
  status: 'accepted' | 'refused'
  refusal: string | null
  refused_variants: string[]
  expected_deliver_by: string | null
}

export type StorefrontEntry =
  | RefundEntry
  | { is: 'order'; order: FakeOrder }
  | { is: 'stock'; variant: string; available: number }
  | { is: 'change'; change: FakeChange; fingerprint: string; decidesAs: Decision | null }
  | { is: 'decided'; id: string; as: Decision }
  | { is: 'replacement'; replacement: FakeReplacement; fingerprint: string }
  | { is: 'confirming'; afterMs: number | null }
  | { is: 'default_stock'; available: number | null }

interface Decision {
  status: 'applied' | 'refused'
  refusal: string | null
  at: string
}

const transitDays = { standard: 3, express: 1 }

/** What the storefront knows, and how it answers. All state comes from entries, so that a restart knows the same. */
export function openStorefrontBooks(tools: FakeTools<StorefrontEntry>): FakeBooks<StorefrontEntry> {
  const orders = new Map<string, FakeOrder>()
  const stock = new Map<string, number>()
  const changes = new Map<string, { change: FakeChange; fingerprint: string; decidesAs: Decision | null }>()
  const replacements = new Map<string, { replacement: FakeReplacement; fingerprint: string }>()
  const money = openRefundBooks(tools)
  let confirmAfterMs: number | null = 0
  let defaultStock: number | null = 100

  function apply(entry: StorefrontEntry): void {
    if (entry.is === 'paid' || entry.is === 'refund' || entry.is === 'refund_settled' || entry.is === 'refund_settling')
      return money.apply(entry)
    if (entry.is === 'order') orders.set(entry.order.reference, structuredClone(entry.order))
    if (entry.is === 'stock') stock.set(entry.variant, entry.available)
    if (entry.is === 'confirming') confirmAfterMs = entry.afterMs
    if (entry.is === 'default_stock') defaultStock = entry.available
    if (entry.is === 'change') {
      const { change, fingerprint, decidesAs } = entry
      changes.set(change.idempotency_key, { change: { ...change }, fingerprint, decidesAs })
      if (change.status === 'applied') carryOut(change)
    }
    if (entry.is === 'decided') {
      const booked = changeById(entry.id)
      if (!booked) return
      Object.assign(booked.change, { status: entry.as.status, refusal: entry.as.refusal, decided_at: entry.as.at })
      booked.decidesAs = null
      if (booked.change.status === 'applied') carryOut(booked.change)
    }
    if (entry.is === 'replacement') {
      replacements.set(entry.replacement.idempotency_key, entry)
      if (entry.replacement.status === 'refused') return
      for (const { variant, quantity } of entry.replacement.parts_only ? [] : entry.replacement.items)
        stock.set(variant, (availableOf(variant) ?? 0) - quantity)
      const items = Object.fromEntries(entry.replacement.items.map(({ variant, quantity }) => [variant, quantity]))
      orders.set(entry.replacement.id, { reference: entry.replacement.id, state: 'open', items, canceled: {} })
    }
  }

  function carryOut({ kind, order: reference, detail }: FakeChange): void {
    const order = orderOf(reference)
    orders.set(reference, order)
    const items = detail.items ?? []
    if (kind === 'cancel') {
      for (const { item, quantity } of items) order.canceled[item] = (order.canceled[item] ?? 0) + quantity
      const nothingLeft =
        order.items && Object.entries(order.items).every(([item, ordered]) => (order.canceled[item] ?? 0) >= ordered)
      if (items.length === 0 || nothingLeft) order.state = 'canceled'
    }
    if (kind === 'variant') {
      for (const { to_variant: variant, quantity } of items)
        if (variant) stock.set(variant, (availableOf(variant) ?? 0) - quantity)
    }
  }

  function orderOf(reference: string): FakeOrder {
    return orders.get(reference) ?? { reference, state: 'open', items: null, canceled: {} }
  }

  function availableOf(variant: string): number | null {
    return stock.get(variant) ?? defaultStock
  }

  function changeById(id: string) {
    return changes.get(id) ?? [...changes.values()].find(({ change }) => change.id === id)
  }

  function createChange(request: FakeRequest): FakeAnswer {
    const { order, kind, detail } = request.body as { order?: string; kind?: FakeChangeKind; detail?: ChangeDetail }
    if (!order || !kind || !detail)
      return { status: 400, body: problem('invalid_request', 'order, kind and detail are needed') }
    const fingerprint = fingerprintOf([order, kind, detail])
    const earlier = changes.get(request.key)
    if (earlier) return repeated(earlier.fingerprint === fingerprint, earlier.change)
    const planned =
      request.trouble?.do === 'refuse' ? (request.trouble.reason ?? 'refused_by_store') : refusalOf(order, kind, detail)
    const late = request.trouble?.do === 'fail_later' ? (request.trouble.reason ?? 'already_picked') : null
    const waits = !planned && (confirmAfterMs !== 0 || late !== null || request.trouble?.do === 'pend')
    const refusal = planned ?? late
    const decision: Decision = { status: refusal ? 'refused' : 'applied', refusal, at: new Date().toISOString() }
    const change: FakeChange = {
      id: `chg_${randomUUID().replaceAll('-', '')}`,
      idempotency_key: request.key,
      order,
      kind,
      detail,
      status: waits ? 'pending' : decision.status,
      refusal: waits ? null : decision.refusal,
      decided_at: waits ? null : decision.at,
    }
    tools.record({ is: 'change', change, fingerprint, decidesAs: waits ? decision : null })
    if (waits) decideInTime(request.key)
    else announce(change)
    return { status: 200, body: change }
  }

  function refusalOf(reference: string, kind: FakeChangeKind, detail: ChangeDetail): string | null {
    const order = orderOf(reference)
    if (order.state === 'picked') return 'already_picked'
    if (order.state === 'dispatched') return 'already_dispatched'
    if (order.state === 'canceled') return 'already_canceled'
    for (const { item, quantity, to_variant: variant } of detail.items ?? []) {
      if (order.items && order.items[item] === undefined) return 'unknown_item'
      if (order.items && quantity > (order.items[item] ?? 0) - (order.canceled[item] ?? 0)) return 'quantity_exceeded'
      if (kind === 'variant' && variant && (availableOf(variant) ?? 0) < quantity) return 'out_of_stock'
    }
    return null
  }

  /** What was possible when the change was asked for may no longer be possible when it is decided. */
  function decide(key: string, as: Omit<Decision, 'at'>): boolean {
    const booked = changeById(key)
    if (!booked || booked.change.status !== 'pending') return false
    const { id, order, kind, detail } = booked.change
    const refusal = as.status === 'applied' ? refusalOf(order, kind, detail) : (as.refusal ?? 'refused_by_store')
    tools.record({
      is: 'decided',
      id,
      as: { status: refusal ? 'refused' : 'applied', refusal, at: new Date().toISOString() },
    })
    announce(booked.change)
    return true
  }

  function decideInTime(key: string): void {
    if (confirmAfterMs === null || confirmAfterMs === 0) return
    setTimeout(() => {
      const planned = changes.get(key)?.decidesAs
      if (planned) decide(key, planned)
    }, confirmAfterMs).unref()
  }

  function announce(change: FakeChange): void {
    tools.notices.announce(`change.${change.status}`, { ...change })
  }

  function createReplacement(request: FakeRequest): FakeAnswer {
    const wanted = request.body as unknown as Pick<
      FakeReplacement,
      'order' | 'items' | 'ship_to' | 'speed' | 'handover' | 'parts_only'
    > & {
      requested_at?: string
    }
    if (!wanted.order || !Array.isArray(wanted.items) || wanted.items.length === 0 || !(wanted.speed in transitDays)) {
      return { status: 400, body: problem('invalid_request', 'order, items and speed are needed') }
    }
    const { requested_at: requestedAt = new Date().toISOString(), ...content } = wanted
    const fingerprint = fingerprintOf(content)
    const earlier = replacements.get(request.key)
    if (earlier) return repeated(earlier.fingerprint === fingerprint, earlier.replacement)
    const missing = [...neededOf(wanted.parts_only ? [] : wanted.items)]
      .filter(([variant, quantity]) => (availableOf(variant) ?? 0) < quantity)
      .map(([variant]) => variant)
    const unknown = missing.some((variant) => availableOf(variant) === null)
    const own = missing.length === 0 ? null : unknown ? 'unknown_variant' : 'out_of_stock'
    const refusal = request.trouble?.do === 'refuse' ? (request.trouble.reason ?? 'out_of_stock') : own
    const arrival = new Date(Date.parse(requestedAt) + transitDays[wanted.speed] * 86_400_000).toISOString()
    const replacement: FakeReplacement = {
      id: `R-${randomUUID().slice(0, 8).toUpperCase()}`,
      idempotency_key: request.key,
      ...content,
      status: refusal ? 'refused' : 'accepted',
      refusal,
      refused_variants:
        refusal === 'out_of_stock' && missing.length === 0 ? wanted.items.map(({ variant }) => variant) : missing,
      expected_deliver_by: refusal ? null : arrival,
    }
    tools.record({ is: 'replacement', replacement, fingerprint })
    return { status: 200, body: replacement }
  }

  function putOrder(reference: string, body: Record<string, unknown>): FakeAnswer {
    const { state = 'open', items = null } = body as Partial<FakeOrder>
    const { canceled } = orderOf(reference)
    tools.record({ is: 'order', order: { reference, state, items, canceled } })
    return { status: 200, body: orderOf(reference) }
  }

  return {
    apply,
    books: () => ({
      orders: [...orders.values()],
      stock: Object.fromEntries(stock),
      changes: [...changes.values()].map(({ change }) => change),
      replacements: [...replacements.values()].map(({ replacement }) => replacement),
      refunds: money.books(),
    }),
    resume() {
      money.resume()
      for (const [key, { decidesAs }] of changes) if (decidesAs) decideInTime(key)
    },
    routes: [
      ...money.routes,
      { route: 'POST /v1/changes', write: 'change', answer: createChange },
      {
        route: 'GET /v1/changes',
        answer: ({ query }) => listed(changes.get(query.get('idempotency_key') ?? '')?.change),
      },
      { route: 'POST /v1/replacements', write: 'replacement', answer: createReplacement },
      {
        route: 'GET /v1/replacements',
        answer: ({ query }) => listed(replacements.get(query.get('idempotency_key') ?? '')?.replacement),
      },
      {
        route: 'GET /v1/changes/:id',
        answer: ({ params }) => {
          const found = changeById(params.id ?? '')
          return found
            ? { status: 200, body: found.change }
            : { status: 404, body: problem('not_found', 'No such change') }
        },
      },
      {
        route: 'GET /v1/stock',
        answer: ({ query }) => ({
          status: 200,
          body: { data: query.getAll('variant').map((variant) => ({ variant, available: availableOf(variant) })) },
        }),
      },
      {
        route: 'GET /v1/orders/:reference',
        answer: ({ params }) => ({ status: 200, body: orderOf(params.reference ?? '') }),
      },
      { route: 'PUT /v1/orders/:reference', answer: ({ params, body }) => putOrder(params.reference ?? '', body) },
      {
        route: 'PUT /v1/stock/:variant',
        answer: ({ params, body }) => {
          if (!Number.isSafeInteger(body.available))
            return { status: 400, body: problem('invalid_request', 'available must be a whole number') }
          tools.record({ is: 'stock', variant: params.variant ?? '', available: Number(body.available) })
          return { status: 200, body: {} }
        },
      },
      {
        route: 'POST /control/default-stock',
        answer: ({ body }) => {
          tools.record({ is: 'default_stock', available: body.available === null ? null : Number(body.available) })
          return { status: 200, body: { available: defaultStock } }
        },
      },
      {
        route: 'POST /control/confirming',
        answer: ({ body }) => {
          tools.record({ is: 'confirming', afterMs: body.afterMs === null ? null : Number(body.afterMs) })
          return { status: 200, body: { afterMs: confirmAfterMs } }
        },
      },
      {
        route: 'POST /control/decide',
        answer: ({ body }) => {
          const refusal = body.as === 'refused' ? String(body.reason ?? 'refused_by_store') : null
          const done = decide(String(body.id ?? body.key), { status: refusal ? 'refused' : 'applied', refusal })
          return done
            ? { status: 200, body: {} }
            : { status: 404, body: problem('not_found', 'No such change, or it is decided') }
        },
      },
    ],
  }
}

function repeated(same: boolean, body: unknown): FakeAnswer {
  return same
    ? { status: 200, body }
    : { status: 409, body: problem('idempotency_key_reused', 'This key was used for another request') }
}

function listed(found: unknown): FakeAnswer {
  return { status: 200, body: { data: found === undefined ? [] : [found] } }
}

function neededOf(items: { variant: string; quantity: number }[]): Map<string, number> {
  const needed = new Map<string, number>()
  for (const { variant, quantity } of items) needed.set(variant, (needed.get(variant) ?? 0) + quantity)
  return needed
}

function fingerprintOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex')
}
