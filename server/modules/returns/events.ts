import { event } from '#platform/events/event'
import type { Money } from '#platform/money'
import type { Inspection } from './machine.ts'
import type { RefundMoment, Resolution, ReturnMethod } from './tables.ts'

/** `about` of each is the return, with the order of its first line and its shopper. */
interface OfReturn {
  returnId: string
  orderIds: string[]
}

export const returnRequested = event<
  OfReturn & { resolution: Resolution; method: ReturnMethod; unitIds: string[]; refundAt: RefundMoment }
>('return.requested')
export const returnNeedsReview = event<OfReturn & { codes: string[]; approveBy: string }>('return.needs_review')
export const returnApproved = event<OfReturn & { lineIds: string[]; by: string }>('return.approved')
export const returnDeclined = event<OfReturn & { lineIds: string[]; code: string; by: string }>('return.declined')
export const returnCanceled = event<OfReturn & { by: string; reason: string | null }>('return.canceled')
/** The code or label is there: what brings it back can be shown. */
export const returnLabelIssued = event<OfReturn & { parcelId: string; kind: string }>('return.label_issued')
export const returnDroppedOff = event<OfReturn & { parcelId: string; placeId: string | null; unitIds: string[] }>(
  'return.dropped_off',
)
export const returnInTransit = event<OfReturn & { parcelId: string; unitIds: string[] }>('return.in_transit')
export const returnReceived = event<
  OfReturn & {
    receiptId: string | null
    unitIds: string[]
    short: boolean
    finding: string | null
    /** Whoever counted looks at it right away, and what was found, or the money, is told then. */
    inspectionFollows?: boolean
  }
>('return.received')
export const returnInspected = event<
  OfReturn & {
    unitIds: string[]
    verdict: Inspection
    deductPercent: number
    deduct: Money
    note: string | null
    /** A second look found once more that it was not there: its money stays here. */
    keptBack: boolean
  }
>('return.inspected')
export const returnLost = event<OfReturn & { parcelId: string; unitIds: string[] }>('return.lost')
/** Money for units of a return was set going; how it ends says `refund.succeeded` or `refund.failed`. */
export const returnPaid = event<
  OfReturn & { unitIds: string[]; refundIds: string[]; moment: RefundMoment | 'kept' | 'lost' | 'overdue' }
>('return.paid')
/** It has not been handed over, and soon it need not be any more. */
export const returnClosesSoon = event<OfReturn & { handOverBy: string }>('return.closes_soon')
export const returnClosed = event<OfReturn>('return.closed')
/** A new one was sent first, and the old one is still there: a friendly reminder, by its number from 0. */
export const returnReminded = event<OfReturn & { reminder: number; dueAt: string }>('return.reminded')
/** Time and grace are over and there is no sign of it. `charge`: what is done about what was agreed. */
export const returnOverdue = event<OfReturn & { charge: 'charged' | 'asked' | 'none' }>('return.overdue')
/** What was agreed was charged, because there was no sign of it. */
export const returnCharged = event<OfReturn & { amount: Money }>('return.charged')
/** It is on its way after all: what was charged goes back. */
export const returnChargeReversed = event<OfReturn & { amount: Money }>('return.charge_reversed')
export const withdrawalDeclared = event<{ withdrawalId: string; orderId: string | null; returnId: string | null }>(
  'withdrawal.declared',
)
/** Which order it is about, and what comes of it; `why` says what a person has to look at. */
export const withdrawalMatched = event<{
  withdrawalId: string
  orderId: string
  returnId: string | null
  outcome: 'return' | 'cancel' | 'late' | 'excluded' | 'unknown'
  why: string | null
}>('withdrawal.matched')
