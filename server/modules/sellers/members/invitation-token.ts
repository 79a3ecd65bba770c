import { createHmac } from 'node:crypto'
import { isSameProof } from '#platform/auth/is-same-proof'
import type { Config } from '../../../config.ts'

/** The address in the mail, under which the portal asks for a password. The token in it is stored nowhere. */
export function sellerInvitationUrl(config: Config, invitationId: string): string {
  return `${config.publicUrl}/seller/password?token=${invitationId}.${proofOf(config, invitationId)}`
}

/** The id of the invitation that a token proves; undefined for any other text. */
export function sellerInvitationIdOf(config: Config, token: string): string | undefined {
  const [id = '', proof = ''] = token.split('.')
  return isSameProof(proof, proofOf(config, id)) ? id : undefined
}

function proofOf(config: Config, id: string): string {
  return createHmac('sha256', config.secretFor('seller-invitation')).update(id).digest('base64url')
}
