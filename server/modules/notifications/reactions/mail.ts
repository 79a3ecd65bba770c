import { mailFiled } from '#events/mail'
import { answersDueOf } from '#modules/clocks'
import { inboxOf, mayMailTo, reachOf, type Reach } from '#modules/conversations'
import { findFiledMails } from '#modules/mail'
import { loadOrders } from '#modules/orders'
import { together } from '#platform/events/on'
import type { Work } from '#platform/work'
import { tell } from './conversations.ts'

export const mailReactions = [
  // One for each matter, and none where a machine wrote or asked for silence.
  together(
    [mailFiled],
    'notifications.mail-filed',
    async (work, occurrences) => {
      const mails = await findFiledMails(
        work,
        occurrences.map(({ payload }) => payload.mailId),
      )
      const due = await answersDueOf(
        work,
        occurrences.map(({ payload }) => payload.conversationId),
      )
      // By inbox, in one order: those are counted, and two that count the same ones wait for each other at most once.
      const inOrder = occurrences
        .flatMap(({ payload: { mailId, conversationId } }) => {
          const mail = mails.get(mailId)
          return mail ? [{ conversationId, ...mail }] : []
        })
        .toSorted((one, other) => inboxOf(one.from).localeCompare(inboxOf(other.from)))
      for (const { conversationId, from, bareSubject } of inOrder) {
        // A forged sender is not flooded.
        if (!(await mayMailTo(work, from))) continue
        const reach = await reachOf(work, conversationId)
        if (!reach) continue
        const by = due.get(conversationId)
        const order = await ownOrder(work, reach)
        await tell(work, reach, 'mail_received', `mail-received:${conversationId}`, (link) => ({
          about: bareSubject,
          by: by ? { moment: by } : null,
          link: order ? { hidden: { kind: 'order_link', id: order } } : link,
          other: order ? { hidden: { kind: 'order_problem_link', id: order } } : null,
        }))
      }
    },
    ({ isNew, mayBeAnswered }) => isNew && mayBeAnswered,
  ),
]

// The mail goes to the address on record: whoever reads it may open their own order.
async function ownOrder(work: Work, { conversation }: Reach): Promise<string | undefined> {
  if (!conversation.customer_id || !conversation.order_id) return undefined
  const [order] = await loadOrders(work, [conversation.order_id])
  return order?.row.customer_id === conversation.customer_id ? order.row.id : undefined
}
