import { event } from '#platform/events/event'

/** A promised date will hardly be kept. About a parcel, or about an order of which something is not in one. */
export const promiseAtRisk = event<{ findingId: string; promisedBy: string }>('promise.at_risk')

/** A promised date was missed. `feeRefundId` is the shipping fee that goes back for it. */
export const promiseMissed = event<{ findingId: string; promisedBy: string; kind: string; feeRefundId: string | null }>(
  'promise.missed',
)

/** The carrier lost a parcel, or nothing was heard of it for too long. `problemId` is what was opened for the shopper. */
export const shipmentPresumedLost = event<{
  findingId: string
  shipmentId: string
  declared: boolean
  problemId: string | null
}>('shipment.presumed_lost')

/** Money, a replacement or an answer is missing, or a remedy is to be looked at afterwards. */
export const findingRecorded = event<{ findingId: string; kind: string }>('watch.finding_recorded')
