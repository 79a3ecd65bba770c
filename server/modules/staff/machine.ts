import { machine } from '#platform/machine'

export type ApprovalState = 'pending' | 'approved' | 'declined' | 'expired'

/** An approval waits for a second person until it is decided or its time is over. */
export const approvalMachine = machine<ApprovalState>()({
  initial: 'pending',
  final: ['approved', 'declined', 'expired'],
  steps: {
    approve: { from: ['pending'], to: 'approved', event: 'approval.decided' },
    decline: { from: ['pending'], to: 'declined', event: 'approval.decided' },
    expire: { from: ['pending'], to: 'expired', event: 'approval.decided' },
  },
})
