import { createHash } from 'node:crypto'
import { type FakeAnswer, type FakeBooks, type FakeRequest, type FakeTools, problem } from '../../fakes/fake-server.ts'

/** The wire shape of a label. Amounts are integer minor units, weights grams, times ISO 8601. */
export interface FakeLabel {
  id: string
  idempotency_key: string
  status: 'made' | 'refused' | 'voided'
  failure_reason: string | null
  carrier: string | null
  tracking_number: string | null
  cost: number | null
  currency: string | null
  reference: string
  created_at: string
}

export interface FakeScan {
  tracking_number: string
  at: string
  status: string
  place: { city?: string; region?: string; country?: string } | null
  note: string | null
  weight: number | null
}

export type LabelEntry =
  | { is: 'label'; label: FakeLabel; fingerprint: string }
  | { is: 'voided'; id: string }
  | { is: 'scan'; scan: FakeScan }

interface Booked {
  label: FakeLabel
  fingerprint: string
}

const CARRIER = 'Acme Post'
const HEAVIEST_GRAMS = 31_500
const COST_PER_KILO = 80
const COST_AT_LEAST = 399
const CURRENCIES: Readonly<Record<string, string>> = { US: 'USD', GB: 'GBP', CA: 'CAD', AU: 'AUD', JP: 'JPY' }

/** What the carrier's label service knows, and how it answers. All state comes from entries, so that a restart knows the same. */
export function openLabelBooks(tools: FakeTools<LabelEntry>): FakeBooks<LabelEntry> {
  const labels = new Map<string, Booked>()
  const byKey = new Map<string, Booked>()
  const scansOf = new Map<string, FakeScan[]>()

  function apply(entry: LabelEntry): void {
    if (entry.is === 'label') {
      const booked = { label: { ...entry.label }, fingerprint: entry.fingerprint }
      labels.set(entry.label.id, booked)
      byKey.set(entry.label.idempotency_key, booked)
    }
    if (entry.is === 'voided') {
      const booked = labels.get(entry.id)
      if (booked) booked.label.status = 'voided'
    }
    if (entry.is === 'scan')
      scansOf.set(entry.scan.tracking_number, [...(scansOf.get(entry.scan.tracking_number) ?? []), entry.scan])
  }

  function buy(request: FakeRequest): FakeAnswer {
    const { body, key, trouble } = request
    const to = body.to as { country?: unknown } | undefined
    const from = body.from as { country?: unknown; line1?: unknown } | undefined
    if (typeof to?.country !== 'string' || typeof from?.country !== 'string')
      return { status: 400, body: problem('invalid_request', 'from and to with a country are needed') }
    const fingerprint = createHash('sha256').update(JSON.stringify(body)).digest('hex')
    const earlier = byKey.get(key)
    if (earlier && earlier.fingerprint !== fingerprint)
      return { status: 409, body: problem('idempotency_key_reused', 'This key was used for another label') }
    if (earlier) return { status: 200, body: earlier.label }
    const grams = typeof body.weight === 'number' ? body.weight : null
    const refusal =
      trouble?.do === 'refuse'
        ? (trouble.reason ?? 'address_not_served')
        : grams !== null && grams > HEAVIEST_GRAMS
          ? 'too_heavy'
          : null
    const number = trackingNumber(key)
    const label: FakeLabel = {
      id: `lbl_${number.toLowerCase()}`,
      idempotency_key: key,
      status: refusal ? 'refused' : 'made',
      failure_reason: refusal,
      carrier: refusal ? null : CARRIER,
      tracking_number: refusal ? null : number,
      cost: refusal ? null : Math.max(COST_AT_LEAST, Math.ceil((grams ?? 1000) / 1000) * COST_PER_KILO),
      currency: refusal ? null : (CURRENCIES[from.country] ?? 'EUR'),
      reference: String(body.reference ?? ''),
      created_at: new Date().toISOString(),
    }
    tools.record({ is: 'label', label, fingerprint })
    return { status: 200, body: label }
  }

  function voidLabel({ params }: FakeRequest): FakeAnswer {
    const booked = labels.get(params.id ?? '')
    if (!booked) return { status: 404, body: problem('not_found', `No label ${params.id}`) }
    const moved = (scansOf.get(booked.label.tracking_number ?? '') ?? []).some(
      (scan) => scan.status !== 'label_created',
    )
    if (moved) return { status: 409, body: problem('label_used', 'The carrier has had this parcel in hand') }
    if (booked.label.status === 'made') tools.record({ is: 'voided', id: booked.label.id })
    return { status: 200, body: booked.label }
  }

  function scan(body: Record<string, unknown>): FakeAnswer {
    const number = String(body.tracking_number ?? '')
    if (![...labels.values()].some(({ label }) => label.tracking_number === number))
      return { status: 404, body: problem('not_found', `No parcel ${number}`) }
    const one: FakeScan = {
      tracking_number: number,
      at: typeof body.at === 'string' ? body.at : new Date().toISOString(),
      status: String(body.status ?? 'in_transit'),
      place: (body.place as FakeScan['place']) ?? null,
      note: typeof body.note === 'string' ? body.note : null,
      weight: typeof body.weight === 'number' ? body.weight : null,
    }
    tools.record({ is: 'scan', scan: one })
    tools.notices.announce('track.updated', one)
    return { status: 200, body: one }
  }

  return {
    apply,
    books: () => ({
      labels: [...labels.values()].map(({ label }) => label),
      scans: [...scansOf.values()].flat(),
    }),
    routes: [
      { route: 'POST /v1/labels', write: 'label', answer: buy },
      {
        route: 'GET /v1/labels',
        answer: ({ query }) => {
          const key = query.get('idempotency_key')
          const found = key === null ? [...labels.values()] : [byKey.get(key)].filter((each) => each !== undefined)
          return { status: 200, body: { data: found.map(({ label }) => label) } }
        },
      },
      { route: 'POST /v1/labels/:id/void', write: 'void', answer: voidLabel },
      {
        route: 'GET /v1/trackers/:number',
        answer: ({ params }) => ({
          status: 200,
          body: { tracking_number: params.number, scans: scansOf.get(params.number ?? '') ?? [] },
        }),
      },
      { route: 'POST /control/scan', answer: ({ body }) => scan(body) },
    ],
  }
}

// Made of the key, so that a repeat after the books were lost still names the same parcel.
function trackingNumber(key: string): string {
  const digits = BigInt(`0x${createHash('sha256').update(key).digest('hex').slice(0, 14)}`).toString()
  return `AP${digits.padStart(17, '0').slice(-15)}`
}
