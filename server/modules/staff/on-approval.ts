import { assert } from '#platform/errors'
import type { Work } from '#platform/work'
import type { ApprovalRecord } from './tables.ts'

/**
 * Does what was asked for, once a second person has agreed. It runs in the approving transaction with the approver as
 * actor; what it refuses takes the approval back with it. The amount has been checked and counted: it asks `staffLimit` no more.
 */
export type ApprovalHandler = (work: Work, approval: ApprovalRecord) => Promise<void>

const handlers = new Map<string, ApprovalHandler>()

/** Registers what happens when an approval of this kind, such as `refund`, is given. */
export function onApproval(kind: string, handler: ApprovalHandler): void {
  handlers.set(kind, handler)
}

export function handlerOf(kind: string): ApprovalHandler {
  const handler = handlers.get(kind)
  assert(handler, `somebody handles approvals of kind "${kind}"`)
  return handler
}
