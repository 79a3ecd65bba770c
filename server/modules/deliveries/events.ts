import { event } from '#platform/events/event'

/** A parcel is known. `dispatched` when it carries the order's first sign of dispatch. */
export const shipmentRecorded = event<{ shipmentId: string; carrier: string | null; trackingNumber: string | null }>('shipment.recorded')

/** Scans arrived and what they make of the parcel. */
export const shipmentScanned = event<{ shipmentId: string; added: number; state: string; stateBefore: string }>('shipment.scanned')

/** The carrier says it is delivered. */
export const shipmentDelivered = event<{ shipmentId: string; deliveredAt: string; promisedBy: string | null; unitIds: string[] }>('shipment.delivered')
