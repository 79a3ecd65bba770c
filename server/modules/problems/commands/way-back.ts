import { lockOrder, releaseHolds } from '#modules/orders'
import { openReturn, type OpenReturnInput } from '#modules/returns'
import type { Work } from '#platform/work'
import type { ProblemKind } from '../contract.ts'
import { filesOf, type ProblemRecord } from '../queries.ts'
import type { Offer } from '../tables.ts'

/** The reason of the return that follows, from its own table of reasons (policy `return.reasons`): ours each time. */
const reasons: Partial<Record<ProblemKind, string>> = {
  damaged: 'damaged_in_transit',
  defective: 'defective',
  wrong_item: 'wrong_item',
  missing_parts: 'missing_parts',
  not_as_described: 'bad_description',
}

/** What came although it had been made good already. */
const arrivedAfterAll = 'extra_item'

/** Opens the free return of a problem's things. @returns the return's id */
export async function openWayBack(
  work: Work,
  problem: ProblemRecord,
  { resolution, advance }: Pick<OpenReturnInput, 'resolution' | 'advance'>,
): Promise<string> {
  const { row, unitIds } = problem
  await releaseHolds(work, { kind: 'problem', refId: row.id })
  const { row: opened } = await openReturn(work, {
    order: await lockOrder(work, row.order_id),
    unitIds,
    reason: reasons[row.kind] ?? arrivedAfterAll,
    note: row.note,
    fileIds: (await filesOf(work, [row.id])).get(row.id) ?? [],
    origin: 'problem',
    about: { kind: 'problem', id: row.id },
    resolution,
    // At high risk the rules have said so already: first a look at it, then the money.
    ...(resolution === 'refund' && row.verdict.riskBand === 'high' ? { refundAt: 'inspection' as const } : {}),
    ...(advance ? { advance } : {}),
  })
  return opened.id
}

/** The old one goes back while a new one is on its way; a charge is agreed only where the shopper said yes to it just now. */
export async function openAdvance(
  work: Work,
  problem: ProblemRecord,
  { offer, replacementId, consent }: { offer: Offer; replacementId: string; consent: boolean },
): Promise<string | null> {
  if (!offer.returnNeeded) return null
  return await openWayBack(work, problem, {
    resolution: 'none',
    advance: {
      replacementId,
      consent:
        offer.consent && consent
          ? {
              at: work.now,
              paymentMethodId: offer.consent.paymentMethodId,
              amountMinor: offer.consent.amount.amountMinor,
            }
          : null,
    },
  })
}
