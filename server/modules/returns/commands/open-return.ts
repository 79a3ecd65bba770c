import type { OrderRecord } from '#modules/orders'
import type { Work } from '#platform/work'
import type { ReturnRecord } from '../record.ts'
import type { ReturnMethod, ReturnOrigin, RefundMoment, Resolution } from '../tables.ts'

/** A return that another matter opens, under the order's lock and in its transaction. */
export interface OpenReturnInput {
  /** Locked by the caller. */
  order: OrderRecord
  unitIds: readonly string[]
  /** A code of the table of reasons. */
  reason: string
  note?: string | null
  fileIds?: readonly string[]
  origin: ReturnOrigin
  about: { kind: string; id: string }
  /** `none` when it was made good already and the goods just come back. */
  resolution: Resolution
  /** When the money of a `refund` is due; the rules say so unless given. */
  refundAt?: RefundMoment
  /** The first free way that is offered unless given. */
  method?: ReturnMethod
  /** A new one is sent before the old one is back: what is agreed about that. Consent is null where nothing is ever charged. */
  advance?: {
    replacementId: string
    consent: { at: Date; paymentMethodId: string; amountMinor: number } | null
  }
}

/**
 * Opens a return for another matter: approved by that, with a free way back. The units are held by the return from then on; the
 * caller has released its own hold, and has settled them where it made them good already.
 */
export async function openReturn(work: Work, input: OpenReturnInput): Promise<ReturnRecord> {
  await Promise.resolve()
  throw new Error(`Invariant broken: no return can be opened yet (${work.storeId}, ${input.about.id})`)
}
