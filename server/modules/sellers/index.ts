export { firstNameSeen } from './first-name-seen.ts'
export { maskContact } from './mask-contact.ts'
export { findSeller, findSellers, type SellerRecord } from './queries.ts'
export {
  findMember,
  findMemberByEmail,
  findSellerInvitation,
  findSellerMember,
  type MemberRecord,
} from './members/queries.ts'
export { addSellerMember } from './members/add-member.ts'
export { sellerInvitationUrl } from './members/invitation-token.ts'
export { ensureSellers, upsertSellers, type SellerOutcome } from './commands/upsert-sellers.ts'
export { noteDigest, sellerContacts, sellersWithoutDigest } from './contacts.ts'
export { countDefects, latestDefects } from './defect-queries.ts'
export { voidDefects } from './commands/void-defects.ts'
export { recordDefect, type Defect } from './commands/record-defect.ts'
export { sellersModule } from './module.ts'
