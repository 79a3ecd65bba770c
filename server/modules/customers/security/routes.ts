import { shopper } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import { loginAndSecurity } from '../contract.ts'
import { meOf } from '../sign-in/sign-in.ts'
import { beginEmailChange, confirmEmailChange } from './change-email.ts'
import { findSecurity } from './find-security.ts'
import { addPasskey, passkeyOptions, removeMyPasskey, renameMyPasskey } from './passkeys.ts'
import { giveProof, ownSession, proofPasskeyOptions, sendProofCode } from './proof.ts'
import {
  beginMySecondFactor,
  confirmMySecondFactor,
  removeMySecondFactor,
  renewMyRecoveryCodes,
} from './second-factor.ts'

const rarely = { perMinute: 20, by: 'actor' } as const

/** Login & Security: each of these asks for the shopper's own session, and most for a fresh proof of who has it. */
export const loginAndSecurityRoutes = routes(loginAndSecurity, {
  'GET /me/security': { who: [shopper], direct: findSecurity },
  'POST /me/proof/codes': { who: [shopper], command: sendProofCode },
  'POST /me/proof/passkey-options': { who: [shopper], limit: rarely, direct: proofPasskeyOptions },
  'POST /me/proof': { who: [shopper], limit: rarely, direct: (context, _request, reply) => giveProof(context, reply) },
  'POST /me/email': { who: [shopper], limit: rarely, command: beginEmailChange },
  'POST /me/email/confirmation': {
    who: [shopper],
    limit: rarely,
    direct: async (context, request) => {
      await confirmEmailChange(context, request)
      return await meOf(context, (await ownSession(context.read())).customer.id)
    },
  },
  'POST /me/passkeys/options': { who: [shopper], limit: rarely, direct: passkeyOptions },
  'POST /me/passkeys': { who: [shopper], limit: rarely, direct: addPasskey },
  'PUT /me/passkeys/:id': { who: [shopper], command: renameMyPasskey },
  'DELETE /me/passkeys/:id': { who: [shopper], direct: removeMyPasskey },
  'POST /me/second-factor': { who: [shopper], limit: rarely, direct: beginMySecondFactor },
  'POST /me/second-factor/confirmation': { who: [shopper], limit: rarely, direct: confirmMySecondFactor },
  'POST /me/second-factor/recovery-codes': { who: [shopper], limit: rarely, direct: renewMyRecoveryCodes },
  'DELETE /me/second-factor': { who: [shopper], direct: removeMySecondFactor },
})
