import { anyone, guest, shopper } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import { customers } from '../contract.ts'
import { takeBack } from '../security/take-back.ts'
import { changePassword } from './change-password.ts'
import { findMailedLink, forgotPassword } from './forgot-password.ts'
import { openGuestAccess } from './open-guest-access.ts'
import { openByOrderLink } from './order-link.ts'
import { passkeySignInOptions, signInWithPasskey } from './passkey-sign-in.ts'
import { requestGuestCode, requestSignInCode } from './request-code.ts'
import { resetPassword } from './reset-password.ts'
import { giveSecondStep } from './second-step.ts'
import { endMyOtherSessions, endMySession, listMySessions, signOut } from './sessions.ts'
import { signIn } from './sign-in.ts'

const { 'GET /me': _me, 'PUT /me': _change, 'PUT /me/addresses': _addresses, ...signInContract } = customers

/** Ways in and out, devices and the password. The shopper's own record is in the routes beside. */
export const signInRoutes = routes(signInContract, {
  'POST /sign-in/codes': { who: [anyone], direct: requestSignInCode },
  'POST /sign-in': { who: [anyone], direct: (context, _request, reply) => signIn(context, reply) },
  'POST /sign-in/second-step': {
    who: [anyone],
    direct: (context, _request, reply) => giveSecondStep(context, reply),
  },
  'POST /sign-in/passkey-options': {
    who: [anyone],
    limit: { perMinute: 60, by: 'ip' },
    direct: (context, _request, reply) => passkeySignInOptions(context, reply),
  },
  'POST /sign-in/passkey': { who: [anyone], direct: (context, _request, reply) => signInWithPasskey(context, reply) },
  'POST /forgot-password': { who: [anyone], direct: forgotPassword },
  'GET /mailed-link': { who: [anyone], direct: (context, _request, reply) => findMailedLink(context, reply) },
  'POST /password-reset': { who: [anyone], direct: (context, _request, reply) => resetPassword(context, reply) },
  'POST /account-undo': { who: [anyone], direct: (context, _request, reply) => takeBack(context, reply) },
  'POST /sign-out': { who: [anyone], direct: (context, _request, reply) => signOut(context, reply) },
  'POST /guest-access/codes': { who: [anyone], direct: requestGuestCode },
  'POST /guest-access': { who: [anyone], direct: (context, _request, reply) => openGuestAccess(context, reply) },
  'POST /guest-access/link': { who: [anyone], direct: (context, _request, reply) => openByOrderLink(context, reply) },
  'GET /me/sessions': { who: [shopper, guest], query: listMySessions },
  'DELETE /me/sessions/:id': { who: [shopper], command: endMySession },
  'DELETE /me/sessions': { who: [shopper], direct: endMyOtherSessions },
  'PUT /me/password': { who: [shopper], limit: { perMinute: 20, by: 'actor' }, direct: changePassword },
})
