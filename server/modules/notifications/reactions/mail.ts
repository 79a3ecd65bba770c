import { mailFiled } from '#events/mail'
import { answerDueOf } from '#modules/clocks'
import { mayMailTo, reachOf } from '#modules/conversations'
import { findFiledMail } from '#modules/mail'
import { loadOrders } from '#modules/orders'
import { on } from '#platform/events/on'
import type { Work } from '#platform/work'
import { tellAbout } from './conversations.ts'

export const mailReactions = [
  // One for each matter, and none where a machine wrote or asked for silence.
  on(
    mailFiled,
    'notifications.mail-filed',
    async (work, { payload: { mailId, conversationId } }) => {
      const mail = await findFiledMail(work, mailId)
      // A forged sender is not flooded.
      if (!mail || !(await mayMailTo(work, mail.from))) return
      const by = await answerDueOf(work, conversationId)
      const order = await ownOrder(work, conversationId)
      await tellAbout(work, conversationId, 'mail_received', `mail-received:${conversationId}`, (link) => ({
        about: mail.bareSubject,
        by: by && { moment: by },
        link: order ? { hidden: { kind: 'order_link', id: order } } : link,
        other: order ? { hidden: { kind: 'order_problem_link', id: order } } : null,
      }))
    },
    ({ isNew, mayBeAnswered }) => isNew && mayBeAnswered,
  ),
]

// The mail goes to the address on record: whoever reads it may open their own order.
async function ownOrder(work: Work, conversationId: string): Promise<string | undefined> {
  const conversation = (await reachOf(work, conversationId))?.conversation
  if (!conversation?.customer_id || !conversation.order_id) return undefined
  const [order] = await loadOrders(work, [conversation.order_id])
  return order?.row.customer_id === conversation.customer_id ? order.row.id : undefined
}
