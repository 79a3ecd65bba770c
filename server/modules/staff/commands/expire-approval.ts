import { timer } from '#platform/jobs/timer'
import type { Work } from '#platform/work'
import { lockApproval, closeApproval } from './close-approval.ts'

/** A day without an answer: the approval lapses, and whoever asked is told. */
export const approvalOver = timer<{ approvalId: string }>('staff.approval-over', expireApproval)

async function expireApproval(work: Work, { approvalId }: { approvalId: string }): Promise<void> {
  const approval = await lockApproval(work, approvalId)
  if (approval?.state !== 'pending') return
  await closeApproval(work, approval, 'expire', { decidedBy: null })
}
