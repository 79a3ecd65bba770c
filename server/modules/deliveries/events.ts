import { event } from '#platform/events/event'

/** A parcel is known for the first time. */
export const shipmentRecorded = event<{ shipmentId: string; carrier: string | null; trackingNumber: string | null }>(
  'shipment.recorded',
)

/** What is known of a parcel changed: carrier, number, promise or what is in it. */
export const shipmentRevised = event<{ shipmentId: string; carrier: string | null; trackingNumber: string | null }>(
  'shipment.revised',
)

/** Scans arrived, or proof for one that was known, and what they make of the parcel. */
export const shipmentScanned = event<{ shipmentId: string; added: number; state: string; stateBefore: string }>(
  'shipment.scanned',
)

/** The carrier says it is delivered. Again when an earlier delivery was taken back and it came after all. */
export const shipmentDelivered = event<{
  shipmentId: string
  deliveredAt: string
  promisedBy: string | null
  unitIds: string[]
}>('shipment.delivered')

/** Somebody said what the delivery photo shows. */
export const shipmentPhotoJudged = event<{ shipmentId: string; verdict: string }>('shipment.photo_judged')
