import { OutsideError } from '#platform/outside-error'
import type {
  BoughtLabel,
  CarrierScan,
  CarrierStatus,
  LabelPort,
  LabelRequest,
} from '../../../modules/returns/way/ports.ts'
import { callProvider, type ProviderConnection, settleUnknown } from '../../provider-call.ts'
import { verifyStandardWebhook } from '../../standard-webhooks.ts'
import type { FakeLabel, FakeScan } from './books.ts'

export interface FakeLabelsSettings extends ProviderConnection {
  /** Secrets that signatures of notices may fit; two while they are rotated. */
  webhookSecrets?: readonly string[]
}

/** The label service that ships with the program: for the demonstration store, and for tests. */
export function fakeLabels(settings: FakeLabelsSettings): LabelPort {
  async function find(key: string): Promise<FakeLabel | undefined> {
    const path = `/v1/labels?idempotency_key=${encodeURIComponent(key)}`
    const { body } = await callProvider(settings, 'GET', path)
    return (body as { data: FakeLabel[] }).data[0]
  }
  const lookUp = async (key: string) => {
    const found = await find(key)
    return found && boughtOf(found)
  }
  return {
    lookUp,
    buy: (request) =>
      settleUnknown(
        () => buy(settings, request),
        () => lookUp(request.key),
      ),
    async void({ key, labelKey }) {
      const label = await find(labelKey)
      if (!label) return { state: 'unknown' }
      const path = `/v1/labels/${encodeURIComponent(label.id)}/void`
      const answer = await callProvider(settings, 'POST', path, { key, body: {}, expected: [409] })
      return { state: answer.status === 409 ? 'used' : 'voided' }
    },
    async track(trackingNumber) {
      const { body } = await callProvider(settings, 'GET', `/v1/trackers/${encodeURIComponent(trackingNumber)}`)
      return (body as { scans: FakeScan[] }).scans.map(scanOf)
    },
    readNotice(delivery) {
      const deliveryId = verifyStandardWebhook(settings.webhookSecrets ?? [], delivery)
      if (deliveryId === undefined)
        throw new OutsideError('refused', 'bad_signature', 'The signature of this webhook does not fit')
      const { type, data } = JSON.parse(Buffer.from(delivery.rawBody).toString('utf8')) as {
        type: string
        data: Partial<FakeScan>
      }
      return type === 'track.updated' && typeof data.tracking_number === 'string'
        ? { deliveryId, key: data.tracking_number }
        : undefined
    },
  }
}

async function buy(settings: FakeLabelsSettings, request: LabelRequest): Promise<BoughtLabel> {
  const { key, from, to, weightGrams, reference } = request
  const { body } = await callProvider(settings, 'POST', '/v1/labels', {
    key,
    body: { from, to, weight: weightGrams, reference },
  })
  return boughtOf(body as FakeLabel)
}

function boughtOf(wire: FakeLabel): BoughtLabel {
  return {
    key: wire.idempotency_key,
    state: wire.status,
    carrier: wire.carrier,
    trackingNumber: wire.tracking_number,
    cost: wire.cost !== null && wire.currency !== null ? { amountMinor: wire.cost, currency: wire.currency } : null,
    reason: wire.failure_reason,
  }
}

function scanOf(wire: FakeScan): CarrierScan {
  return {
    at: wire.at,
    status: wire.status as CarrierStatus,
    ...(wire.place ? { place: wire.place } : {}),
    ...(wire.note ? { note: wire.note } : {}),
    ...(wire.weight === null ? {} : { weightGrams: wire.weight }),
  }
}
