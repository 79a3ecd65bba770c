import { chargeFailed, chargeSucceeded } from '#events/refunds'
import { replacementDelivered } from '#events/replacements'
import { on } from '#platform/events/on'
import { returnDroppedOff, returnInTransit, returnReceived } from '../events.ts'
import { startAdvance } from './advance-due.ts'
import { noteCharge, reverseCharge } from './charge-advance.ts'

export const advanceReactions = [
  on(replacementDelivered, 'returns.advance-began', (work, { payload }) => startAdvance(work, payload.replacementId)),
  on(chargeSucceeded, 'returns.advance-charged', async (work, { payload }) => {
    if (payload.about.kind === 'advance') await noteCharge(work, payload.about.id, payload.chargeId, true)
  }),
  on(chargeFailed, 'returns.advance-charge-failed', async (work, { payload }) => {
    if (payload.about.kind === 'advance') await noteCharge(work, payload.about.id, payload.chargeId, false)
  }),
  on(returnDroppedOff, 'returns.advance-dropped-off', (work, { payload }) => reverseCharge(work, payload.returnId)),
  on(returnInTransit, 'returns.advance-in-transit', (work, { payload }) => reverseCharge(work, payload.returnId)),
  on(returnReceived, 'returns.advance-received', (work, { payload }) => reverseCharge(work, payload.returnId)),
]
