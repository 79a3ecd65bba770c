import { Address } from '#contract/customers'
import { contract } from '#platform/contract/contract'
import { AnyId, Instant } from '#platform/contract/shapes'
import * as z from 'zod'

const reference = z.string().trim().min(1).max(200)

export const ScanStatus = z.enum([
  'label_created',
  'accepted',
  'in_transit',
  'out_for_delivery',
  'delivery_attempted',
  'ready_for_pickup',
  'delivered',
  'delayed',
  'exception',
  'returning',
  'returned',
  'lost',
  'damaged',
])
export type ScanStatus = z.infer<typeof ScanStatus>

export const ProofInput = z.strictObject({
  gps: z
    .strictObject({
      lat: z.number(),
      lng: z.number(),
      accuracyMeters: z.number().min(0).optional(),
      at: Instant.optional(),
      atDepot: z.boolean().optional(),
    })
    .optional(),
  photoUrl: z.url().max(2000).optional(),
  photoFile: z.string().optional(),
  photoVerdict: z
    .enum(['right_place', 'other_place', 'unclear'])
    .optional()
    .meta({ description: 'What the carrier itself says the photo shows.' }),
  signedBy: z.string().max(200).optional(),
  codeVerified: z.boolean().optional(),
  leftAt: z.string().max(200).optional().meta({ description: 'Where it was put: front door, safe place, neighbor.' }),
  batchSizeWithin60s: z
    .int()
    .min(1)
    .optional()
    .meta({ description: 'Parcels confirmed within 60 seconds at one point; absent: unknown.' }),
})

export const ScanInput = z.strictObject({
  at: Instant,
  status: ScanStatus,
  place: z
    .strictObject({
      city: z.string().max(120).optional(),
      region: z.string().max(120).optional(),
      country: z.string().max(2).optional(),
    })
    .optional(),
  note: z.string().max(1000).optional(),
  proof: ProofInput.optional(),
})
export type ScanInput = z.infer<typeof ScanInput>

export const ShipmentInput = z.strictObject({
  reference,
  order: z.string().min(1).max(300).meta({
    description:
      'The order’s reference, its id, ref:<source>:<reference>, or the storefront’s reference of a replacement order.',
  }),
  items: z
    .array(z.strictObject({ item: reference, quantity: z.int().min(1) }))
    .default([])
    .meta({ description: 'Empty: everything of the order not yet shipped.' }),
  carrier: z.string().max(120).optional(),
  trackingNumber: z.string().max(200).optional(),
  service: z.string().max(120).optional(),
  shippedAt: Instant.optional(),
  promisedDeliverBy: Instant.optional(),
  promiseKind: z.enum(['guaranteed', 'estimated']).optional(),
  label: z.strictObject({ platformBought: z.boolean().default(false) }).optional(),
})
export type ShipmentInput = z.infer<typeof ShipmentInput>

/** A row of a scans import: a scan and the shipment it belongs to. */
export const ScanRow = ScanInput.extend({ shipment: z.string().min(1).max(300) })
export type ScanRow = z.infer<typeof ScanRow>

const slotCount = z.int().min(0).max(1_000)

const dayOrDays = '(mon|tue|wed|thu|fri|sat|sun)'
const hoursKey = new RegExp(`^(${dayOrDays}(-${dayOrDays})?|\\d{4}-\\d{2}-\\d{2}|zone)$`)
const span = '([01]\\d|2[0-3]):[0-5]\\d-([01]\\d|2[0-4]):[0-5]\\d'
const hoursValue = new RegExp(`^(closed|open|${span}(, ?${span})*|[A-Za-z_]+(/[A-Za-z_+-]+)*)$`)

/**
 * When a place is open: `{ "mon-fri": "08:00-20:00", "sat": "09:00-12:00,13:00-18:00", "sun": "closed", "2026-12-25": "closed" }`.
 * `open` is around the clock; `20:00-02:00` goes over midnight; a date stands above its weekday. `zone` is the place's own
 * IANA zone where its country has several.
 */
export const OpeningHours = z
  .record(z.string().regex(hoursKey, 'use mon, mon-fri, a date or zone'), z.string().max(200))
  .refine(
    (hours) => Object.values(hours).every((value) => hoursValue.test(value)),
    'use times such as 08:00-20:00, "open" or "closed"',
  )
export type OpeningHours = z.infer<typeof OpeningHours>

export const PlaceInput = z.strictObject({
  reference,
  kind: z.enum(['depot', 'drop_off', 'locker', 'store']),
  name: z.string().trim().min(1).max(200),
  address: Address.optional(),
  geo: z.strictObject({ lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180) }),
  openingHours: OpeningHours.optional(),
  accepts: z.array(z.string().trim().min(1).max(60)).max(20).optional().meta({
    description:
      'What a point takes of what comes back: no_box, boxed, hazardous, freight. Left out, it takes boxes and, at a drop-off point or locker, things without one.',
  }),
  slots: z
    .strictObject({ s: slotCount, m: slotCount, l: slotCount, xl: slotCount })
    .partial()
    .optional()
    .meta({ description: 'Of a locker: compartments of each size that returns may use.' }),
})
export type PlaceInput = z.infer<typeof PlaceInput>

/** What the delivery evidence says, in a word and in sentences. */
export const Evidence = z
  .object({
    verdict: z.enum(['supports', 'against', 'none']),
    distanceMeters: z.number().optional(),
    uncertaintyMeters: z.number().optional(),
    reasons: z.array(z.object({ code: z.string(), words: z.string() })),
  })
  .meta({ id: 'Evidence' })
export type Evidence = z.infer<typeof Evidence>

export const Scan = z
  .object({
    at: z.string(),
    status: ScanStatus,
    words: z.string(),
    place: z.string().nullable(),
    note: z.string().nullable(),
  })
  .meta({ id: 'Scan' })

/** Proof of delivery, shown to the signed-in owner and to staff only. Offsets are metres east and north of the door. */
export const Proof = z
  .object({
    at: z.string(),
    photoUrl: z.string().nullable(),
    signedBy: z.string().nullable(),
    codeVerified: z.boolean().nullable(),
    leftAt: z.string().nullable(),
    drop: z
      .object({
        eastMeters: z.number(),
        northMeters: z.number(),
        distanceMeters: z.number(),
        uncertaintyMeters: z.number().nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'Proof' })
export type Proof = z.infer<typeof Proof>

export const Shipment = z
  .object({
    id: z.string(),
    reference: z.string(),
    orderId: z.string(),
    replacementId: z.string().nullable(),
    carrier: z.string().nullable(),
    trackingNumber: z.string().nullable(),
    state: ScanStatus,
    words: z.string().meta({ description: 'The state in the shopper’s words, dates first.' }),
    shippedAt: z.string().nullable(),
    deliveredAt: z.string().nullable(),
    promise: z
      .object({
        deliverBy: z.string(),
        kind: z.enum(['guaranteed', 'estimated']),
        late: z.boolean(),
        lateDays: z.int(),
      })
      .nullable(),
    items: z.array(z.object({ itemId: z.string(), title: z.string(), quantity: z.int() })),
    timeline: z.array(Scan),
    next: z.object({ words: z.string(), by: z.string().nullable() }).nullable(),
    proof: Proof.nullable(),
    evidence: Evidence,
  })
  .meta({ id: 'Shipment' })
export type Shipment = z.infer<typeof Shipment>

export const Tracking = z.object({ orderId: z.string(), shipments: z.array(Shipment) }).meta({ id: 'Tracking' })
export type Tracking = z.infer<typeof Tracking>

const UpsertedShipment = z.object({
  id: z.string(),
  reference: z.string(),
  orderId: z.string(),
  state: ScanStatus,
  outcome: z.enum(['created', 'updated', 'unchanged']),
})

export const deliveries = contract({
  'GET /orders/:id/tracking': {
    summary: 'Shipments of an order with timeline, promise, proof and evidence',
    input: z.strictObject({ id: AnyId }),
    output: Tracking,
  },
  'PUT /shipments/:reference': {
    summary: 'Create or update one shipment by the source’s reference',
    input: ShipmentInput.extend({ source: z.string().max(60).optional() }),
    output: UpsertedShipment,
    refusals: ['order_unknown', 'item_unknown', 'more_than_ordered'],
  },
  'POST /shipments/:id/scans': {
    summary: 'Add scans; order of arrival and repeats do not matter',
    input: z.strictObject({ id: AnyId, scans: z.array(ScanInput).min(1).max(500) }),
    output: z.object({ shipment: Shipment, added: z.int(), repeated: z.int() }),
  },
  'PUT /shipments/:id/photo-verdict': {
    summary: 'Say what the delivery photo shows; recorded with who said so',
    input: z.strictObject({ id: AnyId, verdict: z.enum(['right_place', 'other_place', 'unclear']) }),
    output: Shipment,
    refusals: ['no_photo'],
  },
})
