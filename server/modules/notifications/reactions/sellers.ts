import { sellerMemberInvited } from '#events/sellers'
import { findMember, findSeller } from '#modules/sellers'
import { on } from '#platform/events/on'
import { limits } from '../../../limits.ts'
import { queueNotification } from '../queue-notification.ts'

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
]
