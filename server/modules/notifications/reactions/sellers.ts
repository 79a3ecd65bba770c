import { isMessage, messagePosted } from '#events/conversations'
import { sellerMemberInvited } from '#events/sellers'
import { sellerDebited } from '#events/settlements'
import { loadConversations, sellersIn } from '#modules/conversations'
import { loadOrders } from '#modules/orders'
import { findMember, findSeller, maskContact, sellerContacts } from '#modules/sellers'
import { on } from '#platform/events/on'
import { limits } from '../../../limits.ts'
import { queueNotification } from '../queue-notification.ts'
import { thingsOf } from './things.ts'

export const sellerReactions = [
  on(sellerMemberInvited, 'notifications.seller-member-invited', async (work, { payload }) => {
    const member = await findMember(work, payload.memberId)
    if (!member) return
    await queueNotification(work, {
      template: 'seller_invitation',
      params: {
        person: member.name,
        seller: (await findSeller(work, payload.sellerId)).name,
        link: { hidden: { kind: 'seller_invitation', id: payload.invitationId } },
        hours: limits.signIn.invitationHours,
      },
      to: { address: member.email },
      dedupeKey: `seller-invitation:${payload.invitationId}`,
      about: { kind: 'seller', id: payload.sellerId },
    })
  }),

  // One mail for a shopper who waits, however much they write until they are answered.
  on(
    messagePosted,
    'notifications.seller-message',
    async (work, { payload: { conversationId, messageId, text, waitingSince } }) => {
      const sellers = await sellersIn(work, conversationId)
      const conversation =
        sellers.length > 0 ? (await loadConversations(work, [conversationId])).get(conversationId) : null
      if (!conversation) return
      const [order] = conversation.order_id ? await loadOrders(work, [conversation.order_id]) : []
      const things = order ? thingsOf(order, []) : { title: conversation.subject ?? conversation.reference, count: 1 }
      const said = maskContact(
        text,
        order ? { streets: [order.row.ship_to.line1], numbers: [order.row.reference] } : {},
      )
      for (const sellerId of sellers)
        for (const address of await sellerContacts(work, sellerId))
          await queueNotification(work, {
            template: 'seller_message',
            params: { things, said },
            to: { address },
            dedupeKey: `seller-message:${conversationId}:${waitingSince ?? messageId}:${address}`,
            about: { kind: 'conversation', id: conversationId },
            order: order?.row.reference ?? '',
            reference: conversation.reference,
            path: `/seller/messages/${conversationId}`,
          })
    },
    (payload) => isMessage(payload) && (payload.author.kind === 'shopper' || payload.author.kind === 'visitor'),
  ),

  // What a claim came to is told with its decision; elsewhere money that a seller bears is news.
  on(
    sellerDebited,
    'notifications.seller-debited',
    async (work, { payload: { sellerId, orderId, burdenId, amount } }) => {
      const [order] = await loadOrders(work, [orderId])
      if (!order) return
      for (const address of await sellerContacts(work, sellerId))
        await queueNotification(work, {
          template: 'seller_debited',
          params: { amount, order: order.row.reference },
          to: { address },
          dedupeKey: `seller-debited:${burdenId}:${address}`,
          about: { kind: 'burden', id: burdenId },
          order: order.row.reference,
          path: '/seller/statement',
        })
    },
    ({ about }) => about?.kind !== 'claim',
  ),
]
