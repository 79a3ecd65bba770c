import { createHmac } from 'node:crypto'
import { isSameProof } from '#platform/auth/is-same-proof'
import type { Config } from '../../config.ts'
import { limits } from '../../limits.ts'

/**
 * The address in a mail to somebody without an account, under which they go on with their conversation. It is made when the mail
 * leaves, ends by itself, and is stored nowhere.
 */
export function conversationUrl(config: Config, conversationId: string, now: Date): string {
  const ends = Math.floor(now.getTime() / 1000) + limits.conversations.linkDays * 86_400
  return `${config.publicUrl}/go-on/${conversationId}?link=${tokenOf(config, conversationId, ends)}`
}

/** The conversation that a link's token proves; undefined for any other text, and after its end. */
export function conversationIdOfLink(config: Config, token: string, now: Date): string | undefined {
  const [id = '', ends = '', proof = ''] = token.split('.')
  const isRight = isSameProof(proof, proofOf(config, `${id}.${ends}`))
  return isRight && Number(ends) * 1000 > now.getTime() ? id : undefined
}

function tokenOf(config: Config, id: string, ends: number): string {
  return `${id}.${ends}.${proofOf(config, `${id}.${ends}`)}`
}

function proofOf(config: Config, text: string): string {
  return createHmac('sha256', config.secretFor('conversation-link')).update(text).digest('base64url')
}
