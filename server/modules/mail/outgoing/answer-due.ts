import { findAnswer } from '#modules/conversations'
import { timer } from '#platform/jobs/timer'
import { sendAnswer } from './send-answer.ts'
import { changeOutbound, findOutbound } from './outbound.ts'

/** An answer can no longer be taken back: now it leaves. */
export const answerDue = timer<{ messageId: string }>('mail.answer-due', async (work, { messageId }) => {
  const mail = await findOutbound(work, { messageId })
  if (mail?.state !== 'waiting') return
  if (await findAnswer(work, messageId)) await work.enqueue(sendAnswer, { id: mail.id }, { key: mail.id })
  else await changeOutbound(work, mail, { state: 'taken_back' })
})
