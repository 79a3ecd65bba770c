import { OutsideError } from '#platform/outside-error'
import type {
  ChangeOutcome,
  ChangeRefusal,
  ChangeRequest,
  ReplacementOutcome,
  ReplacementRefusal,
  ReplacementRequest,
  StorefrontDelivery,
  StorefrontNotice,
  StorefrontPort,
} from '../../../modules/changes/ports.ts'
import type { GuardedFetch } from '../../guarded-fetch.ts'
import { callProvider, settleUnknown } from '../../provider-call.ts'
import { verifyStandardWebhook } from '../../standard-webhooks.ts'
import type { FakeChange, FakeReplacement } from './books.ts'

export interface FakeStorefrontSettings {
  url: string
  /** Must allow the origin of `url`. */
  fetch: GuardedFetch
  /** The store's clock: the day of arrival counts from it. */
  now: () => Date
  secretKey?: string
  /** Two while a secret is being changed. */
  webhookSecrets?: readonly string[]
  timeoutMs?: number
}

/** The shipped stand-in for a storefront with its warehouse, spoken to over HTTP as a real one would be. */
export function fakeStorefront(settings: FakeStorefrontSettings): StorefrontPort {
  async function find<T>(path: string, key: string): Promise<T | undefined> {
    const { body } = await callProvider(settings, 'GET', `${path}?idempotency_key=${encodeURIComponent(key)}`)
    return (body as { data: T[] }).data[0]
  }

  async function lookUp(key: string): Promise<ChangeOutcome | undefined> {
    const found = await find<FakeChange>('/v1/changes', key)
    return found && changeOutcomeOf(found)
  }

  async function lookUpReplacement(key: string): Promise<ReplacementOutcome | undefined> {
    const found = await find<FakeReplacement>('/v1/replacements', key)
    return found && replacementOutcomeOf(found)
  }

  return {
    lookUp,
    lookUpReplacement,
    applyChange(change) {
      const body = { order: change.orderReference, kind: change.kind, detail: detailOf(change) }
      const write = async () => {
        const answer = await callProvider(settings, 'POST', '/v1/changes', { key: change.key, body })
        return changeOutcomeOf(answer.body as FakeChange)
      }
      return settleUnknown(write, () => lookUp(change.key))
    },
    placeReplacement(request) {
      const write = async () => {
        const body = replacementWire(request, settings.now())
        const answer = await callProvider(settings, 'POST', '/v1/replacements', { key: request.key, body })
        return replacementOutcomeOf(answer.body as FakeReplacement)
      }
      return settleUnknown(write, () => lookUpReplacement(request.key))
    },
    async stock(variantReferences) {
      if (variantReferences.length === 0) return new Map()
      const query = new URLSearchParams(variantReferences.map((variant): [string, string] => ['variant', variant]))
      const { body } = await callProvider(settings, 'GET', `/v1/stock?${query}`)
      const { data } = body as { data: { variant: string; available: number | null }[] }
      return new Map(
        data.flatMap(({ variant, available }) =>
          available === null ? [] : [[variant, Math.max(0, available)] as const],
        ),
      )
    },
    readNotice: (delivery) => readNotice(settings.webhookSecrets ?? [], delivery),
  }
}

function detailOf(change: ChangeRequest): FakeChange['detail'] {
  if (change.kind === 'address') return { ship_to: change.shipTo }
  if (change.kind === 'payment') return { tender: change.tenderReference }
  if (change.kind === 'variant') {
    return {
      items: change.items.map((item) => ({
        item: item.itemReference,
        quantity: item.quantity,
        to_variant: item.toVariantReference,
      })),
    }
  }
  return { items: change.items.map((item) => ({ item: item.itemReference, quantity: item.quantity })) }
}

function replacementWire(request: ReplacementRequest, now: Date): object {
  return {
    order: request.orderReference,
    items: request.items.map(({ variantReference, quantity, replaces }) => ({
      variant: variantReference,
      quantity,
      replaces,
    })),
    ship_to: request.shipTo,
    speed: request.speed,
    ...(request.handover ? { handover: request.handover } : {}),
    ...(request.partsOnly ? { parts_only: request.partsOnly } : {}),
    requested_at: now.toISOString(),
  }
}

function changeOutcomeOf(wire: FakeChange): ChangeOutcome {
  if (wire.status === 'pending') return { state: 'pending', reference: wire.id, answerBy: null }
  if (wire.status === 'refused')
    return { state: 'refused', reference: wire.id, reason: refusalFrom(changeRefusals, wire.refusal) }
  return { state: 'applied', reference: wire.id, at: new Date(wire.decided_at ?? Date.now()) }
}

function replacementOutcomeOf(wire: FakeReplacement): ReplacementOutcome {
  if (wire.status === 'refused' || wire.expected_deliver_by === null) {
    return {
      state: 'refused',
      reason: refusalFrom(replacementRefusals, wire.refusal),
      variantReferences: wire.refused_variants,
    }
  }
  return { state: 'accepted', reference: wire.id, expectedDeliverBy: new Date(wire.expected_deliver_by) }
}

const changeRefusals: readonly ChangeRefusal[] = [
  'already_picked',
  'already_dispatched',
  'already_canceled',
  'unknown_order',
  'unknown_item',
  'quantity_exceeded',
  'out_of_stock',
  'not_supported',
  'refused_by_store',
]

const replacementRefusals: readonly ReplacementRefusal[] = [
  'out_of_stock',
  'unknown_variant',
  'unknown_order',
  'address_undeliverable',
  'parts_not_possible',
  'refused_by_store',
]

/** A code that we do not know yet is still a clear no. */
function refusalFrom<R extends string>(known: readonly R[], given: string | null): R {
  return known.find((code) => code === given) ?? ('refused_by_store' as R)
}

function readNotice(secrets: readonly string[], delivery: StorefrontDelivery): StorefrontNotice | undefined {
  const deliveryId = verifyStandardWebhook(secrets, delivery)
  if (deliveryId === undefined)
    throw new OutsideError('refused', 'bad_signature', 'The signature of this webhook does not fit')
  const { type, data } = JSON.parse(Buffer.from(delivery.rawBody).toString('utf8')) as {
    type: string
    data: Partial<FakeChange>
  }
  const isOurs = type.startsWith('change.') && typeof data.idempotency_key === 'string'
  return isOurs ? { deliveryId, about: 'change', key: data.idempotency_key as string } : undefined
}
