import { administrator, anyone, sellerMember, sellerOwner, sellerSelf, staff } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import type { Reader } from '#platform/work'
import { sellers, type Seller } from './contract.ts'
import { inviteSellerMember } from './members/add-member.ts'
import { changeSellerMember, removeSellerMember, renewSellerInvitation } from './members/change-member.ts'
import { findSellerMe, listMembers } from './members/queries.ts'
import { findSeller, listDefects, listSellers } from './queries.ts'
import { beginEnrollment, confirmEnrollment, giveSecondFactor } from './sign-in/second-factor.ts'
import { endMySession, listMySessions, signOut } from './sign-in/sessions.ts'
import { setPassword } from './sign-in/set-password.ts'
import { signIn } from './sign-in/sign-in.ts'

const manages = [administrator, staff('supervisor'), sellerOwner]

export const sellerRoutes = routes(sellers, {
  'GET /sellers': { who: [administrator, staff('associate')], query: listSellers },
  // Name and standing of a seller are on every product page of a marketplace.
  'GET /sellers/:id': { who: [anyone], query: showSeller },
  'GET /sellers/:id/defects': { who: [administrator, staff('associate')], query: listDefects },
  'GET /sellers/:id/members': { who: [...manages, sellerMember], query: listMembers },
  'POST /sellers/:id/members': { who: manages, limit: { perMinute: 10, by: 'actor' }, command: inviteSellerMember },
  'PUT /sellers/:id/members/:member': { who: manages, command: changeSellerMember },
  'DELETE /sellers/:id/members/:member': { who: manages, command: removeSellerMember },
  'POST /sellers/:id/members/:member/invitation': {
    who: manages,
    limit: { perMinute: 10, by: 'actor' },
    command: renewSellerInvitation,
  },
  'POST /seller/sign-in': { who: [anyone], direct: (context, _request, reply) => signIn(context, reply) },
  'POST /seller/second-factor': {
    who: [anyone],
    direct: (context, _request, reply) => giveSecondFactor(context, reply),
  },
  'POST /seller/second-factor/enrollment': {
    who: [anyone],
    limit: { perMinute: 10, by: 'ip' },
    direct: beginEnrollment,
  },
  'POST /seller/second-factor/confirmation': { who: [sellerSelf], direct: confirmEnrollment },
  'POST /seller/sign-out': { who: [anyone], direct: (context, _request, reply) => signOut(context, reply) },
  'POST /seller/password': { who: [anyone], limit: { perMinute: 10, by: 'ip' }, direct: setPassword },
  'GET /seller/me': { who: [sellerMember], query: findSellerMe },
  'GET /seller/sessions': { who: [sellerSelf], query: listMySessions },
  'DELETE /seller/sessions/:id': { who: [sellerSelf], command: endMySession },
})

async function showSeller(reader: Reader, { id: anyId }: { id: string }): Promise<Seller> {
  const { id, reference, name, state } = await findSeller(reader, anyId)
  return { id, reference, name, state }
}
