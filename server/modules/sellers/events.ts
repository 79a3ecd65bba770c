import type { SellerRole } from '#platform/auth/actor'
import { event } from '#platform/events/event'

/** Something was recorded about a seller; `counts` says whether it lowers their standing. */
export const sellerDefectRecorded = event<{
  sellerId: string
  kind: string
  counts: boolean
  about: { kind: string; id: string }
}>('seller.defect_recorded')

/** Somebody came into a seller's team, changed in it, or left it. */
export const sellerMemberChanged = event<{
  sellerId: string
  memberId: string
  role: SellerRole
  change: 'added' | 'changed' | 'removed'
}>('seller.member_changed')

/** Somebody is invited to set a password for the portal; the link is made when the mail is sent and stored nowhere. */
export const sellerMemberInvited = event<{
  sellerId: string
  memberId: string
  invitationId: string
  expiresAt: string
}>('seller.member_invited')

/** Somebody of a seller signed in, all steps done. */
export const sellerMemberSignedIn = event<{ sellerId: string; memberId: string; sessionId: string }>(
  'seller.member_signed_in',
)
