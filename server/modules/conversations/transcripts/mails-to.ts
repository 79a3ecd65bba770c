import { countTry, type TallyRule } from '#platform/auth/tally'
import type { Work } from '#platform/work'
import { limits } from '../../../limits.ts'

const mailsTo: TallyRule = { name: 'transcripts', limit: limits.transcripts.mailsPerHour, windowMinutes: 60 }

/** Whether one more mail may go to an address: nobody is to be flooded with what somebody else wrote, under whatever name of theirs. */
export async function mayMailTo(work: Work, address: string): Promise<boolean> {
  return (await countTry(work, mailsTo, inboxOf(address))).allowed
}

/** One name for all addresses that reach the same inbox: in small letters, without what stands behind a plus, at Gmail without dots. */
export function inboxOf(address: string): string {
  const plain = address.trim().toLowerCase()
  const at = plain.lastIndexOf('@')
  const [local = ''] = plain.slice(0, at).split('+', 1)
  const domain = plain.slice(at + 1).replace(/^googlemail\.com$/, 'gmail.com')
  return `${domain === 'gmail.com' ? local.replaceAll('.', '') : local}@${domain}`
}
