import { countTry, type TallyRule } from '#platform/auth/tally'
import type { Work } from '#platform/work'
import { limits } from '../../../limits.ts'

const mailsTo: TallyRule = { name: 'transcripts', limit: limits.transcripts.mailsPerHour, windowMinutes: 60 }

/** Whether one more transcript may go to an address: nobody is to be flooded with what somebody else wrote. */
export async function mayMailTo(work: Work, address: string): Promise<boolean> {
  return (await countTry(work, mailsTo, address)).allowed
}
