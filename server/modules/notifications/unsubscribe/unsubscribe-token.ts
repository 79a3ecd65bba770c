import { createHmac } from 'node:crypto'
import { isSameProof } from '#platform/auth/is-same-proof'
import { addDays } from '#platform/time'
import type { Config } from '../../../config.ts'
import { limits } from '../../../limits.ts'
import { topics, wayOf, type Topic } from '../topics.ts'

/** Whose mails of which kinds a link ends: several, where one mail told several pieces of news. */
export interface MailOf {
  customerId: string
  topics: Topic[]
}

/**
 * What the link at the end of a mail proves: whoever has it got the mail. It ends one kind of mail and opens nothing. Made when the mail leaves, and
 * stored nowhere.
 */
export function unsubscribeToken(config: Config, { customerId, topics: about }: MailOf, now: Date): string {
  const until = Math.floor(addDays(now, limits.notifications.unsubscribeDays).getTime() / 1000)
  const said = Buffer.from(JSON.stringify([customerId, about.join(' '), until])).toString('base64url')
  return `${said}.${proofOf(config, said)}`
}

/** What a token is about; undefined for one that nobody of us made, or that is too old. */
export function readUnsubscribeToken(config: Config, token: string, now: Date): MailOf | undefined {
  const [said = '', proof = ''] = token.split('.')
  if (!isSameProof(proof, proofOf(config, said))) return undefined
  const [customerId, named, until] = JSON.parse(Buffer.from(said, 'base64url').toString()) as [string, string, number]
  if (until * 1000 < now.getTime()) return undefined
  // What always comes has no such link; one from before it did ends nothing.
  const about = named.split(' ').filter((topic) => topic in topics && wayOf(topic as Topic, 'email') !== 'always')
  return about.length === 0 ? undefined : { customerId, topics: about as Topic[] }
}

function proofOf(config: Config, said: string): string {
  return createHmac('sha256', config.secretFor('unsubscribe-link')).update(said).digest('base64url')
}
