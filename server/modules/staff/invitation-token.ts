import { createHmac } from 'node:crypto'
import { isSameProof } from '#platform/auth/is-same-proof'
import type { Config } from '../../config.ts'

/** The token of a mailed invitation: the id and a proof that only the server's secret makes. It is stored nowhere. */
export function invitationToken(config: Config, invitationId: string): string {
  return `${invitationId}.${proofOf(config, invitationId)}`
}

/** The address in the mail, under which the console asks for a new password. */
export function invitationUrl(config: Config, invitationId: string): string {
  return `${config.publicUrl}/console/password?token=${invitationToken(config, invitationId)}`
}

/** The id of the invitation that a token proves; undefined for any other text. */
export function invitationIdOf(config: Config, token: string): string | undefined {
  const [id = '', proof = ''] = token.split('.')
  return isSameProof(proof, proofOf(config, id)) ? id : undefined
}

function proofOf(config: Config, id: string): string {
  return createHmac('sha256', config.secretFor('staff-invitation')).update(id).digest('base64url')
}
