import { openLink } from '#platform/auth/mailed-links'
import type { Work } from '#platform/work'
import { accountPolicy } from './account-policy.ts'

export const undoPurpose = 'undo'

/**
 * Opens the link with which the owner of an address takes back what happened on their account from now on.
 * @param address whose mailbox it goes to: the one that was theirs before
 */
export async function openUndoLink(work: Work, customerId: string, address: string): Promise<string> {
  return await openLink(work, {
    purpose: undoPurpose,
    target: address,
    minutes: (await accountPolicy(work)).undoHours * 60,
    subjectId: customerId,
    since: work.now,
  })
}
