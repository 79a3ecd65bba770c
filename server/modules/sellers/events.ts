import { event } from '#platform/events/event'

/** Something was recorded about a seller; `counts` says whether it lowers their standing. */
export const sellerDefectRecorded = event<{
  sellerId: string
  kind: string
  counts: boolean
  about: { kind: string; id: string }
}>('seller.defect_recorded')
