import { returnApproved, returnCanceled, returnClosesSoon, returnDeclined, returnNeedsReview } from '#events/returns'
import { loadReturns } from '#modules/returns'
import { on } from '#platform/events/on'
import type { Work } from '#platform/work'
import { tellOfReturn } from './tell-of-return.ts'

/** What becomes of a return before its goods move: the answer of a person, and that its time runs out. The goods and the money say themselves. */
export const returnReactions = [
  on(returnNeedsReview, 'notifications.return-asked', async (work, { payload: { returnId, codes, approveBy } }) => {
    // That it went on to a lead is told by the new date alone.
    const again = codes.includes('lead') ? ':lead' : ''
    await tellOfReturn(work, returnId, 'return_asked', `return-asked:${returnId}${again}`, (things) => ({
      things,
      by: { moment: new Date(approveBy) },
    }))
  }),

  on(returnApproved, 'notifications.return-approved', (work, { id, payload: { returnId, lineIds } }) =>
    answered(work, returnId, `return-approved:${id}`, 'approved', lineIds),
  ),

  on(returnDeclined, 'notifications.return-declined', (work, { id, payload: { returnId, lineIds } }) =>
    answered(work, returnId, `return-declined:${id}`, 'declined', lineIds),
  ),

  on(returnClosesSoon, 'notifications.return-closing', (work, { payload: { returnId, handOverBy } }) =>
    tellOfReturn(work, returnId, 'return_closing', `return-closing:${returnId}`, (things) => ({
      things,
      by: { day: new Date(handOverBy) },
    })),
  ),

  // Who called it off knows.
  on(returnCanceled, 'notifications.return-ended', async (work, { payload: { returnId, reason } }) => {
    if (reason !== 'not_handed_over' && reason !== 'payment_failed') return
    await tellOfReturn(work, returnId, 'return_ended', `return-ended:${returnId}`, (things) => ({
      things,
      why: reason === 'not_handed_over' ? ('late' as const) : ('payment' as const),
    }))
  }),
]

async function answered(
  work: Work,
  returnId: string,
  dedupeKey: string,
  outcome: 'approved' | 'declined',
  lineIds: readonly string[],
): Promise<void> {
  const [record] = await loadReturns(work, [returnId])
  const note = record?.lines.find((line) => lineIds.includes(line.id))?.approval_note ?? ''
  await tellOfReturn(work, returnId, 'return_answered', dedupeKey, (things) => ({ things, outcome, note }), lineIds)
}
