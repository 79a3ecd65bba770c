import { refundFailed, refundSucceeded } from '#events/refunds'
import { replacementAccepted, replacementRefused } from '#events/replacements'
import { contactAccepted } from '#events/routing'
import { findReplacement } from '#modules/replacements'
import { on } from '#platform/events/on'
import { safetyReported } from './events.ts'
import { chooseAnew, noteRemedied } from './recalls/follow-choice.ts'
import { bringPerson } from './reports/bring-person.ts'
import { lookAt } from './reports/look-and-close.ts'
import { reportOfConversation } from './reports/queries.ts'

export const reactions = [
  on(safetyReported, 'safety.bring-person', (work, { payload }) => bringPerson(work, payload.reportId)),

  // Whoever takes the shopper's conversation is with them: that is what the clock waits for.
  on(contactAccepted, 'safety.contact-accepted', async (work, { payload: { conversationId, staffId } }) => {
    const report = await reportOfConversation(work, conversationId)
    if (report) await lookAt(work, report.id, staffId)
  }),

  on(refundSucceeded, 'safety.refund-succeeded', (work, { payload }) => noteRemedied(work, payload.about)),
  on(refundFailed, 'safety.refund-failed', (work, { payload }) =>
    chooseAnew(work, payload.about, { refundId: payload.refundId }),
  ),
  on(replacementAccepted, 'safety.replacement-accepted', async (work, { payload }) => {
    const { row } = await findReplacement(work, payload.replacementId)
    await noteRemedied(work, { kind: row.about_kind, id: row.about_id })
  }),
  on(replacementRefused, 'safety.replacement-refused', (work, { payload }) =>
    chooseAnew(work, payload.about, { replacementId: payload.replacementId }),
  ),
]
