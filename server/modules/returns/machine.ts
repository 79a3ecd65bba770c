import { machine } from '#platform/machine'

/** The four axes of a return. The first stands on the line, the others on each unit; none of them is ever "the status". */
export type ReturnApproval = 'requested' | 'needs_review' | 'approved' | 'declined' | 'canceled'
export type Logistics = 'none' | 'label_issued' | 'dropped_off' | 'in_transit' | 'delivered' | 'lost'
export type Inspection = 'pending' | 'as_described' | 'damaged' | 'wrong_item' | 'missing' | 'not_required'
export type ReturnMoney = 'none' | 'planned' | 'pending' | 'succeeded' | 'failed' | 'reversed'

export const approvalMachine = machine<ReturnApproval>()({
  initial: 'requested',
  final: ['declined', 'canceled'],
  steps: {
    ask: { from: ['requested'], to: 'needs_review', event: 'return.needs_review' },
    approve: { from: ['requested', 'needs_review'], to: 'approved', event: 'return.approved' },
    decline: { from: ['needs_review'], to: 'declined', event: 'return.declined' },
    cancel: { from: ['requested', 'needs_review', 'approved'], to: 'canceled', event: 'return.canceled' },
  },
})

/** A parcel that was called lost can still arrive; nothing goes back from delivered. */
export const logisticsMachine = machine<Logistics>()({
  initial: 'none',
  final: ['delivered'],
  steps: {
    issue: { from: ['none'], to: 'label_issued', event: 'return.label_issued' },
    dropOff: { from: ['none', 'label_issued'], to: 'dropped_off', event: 'return.dropped_off' },
    move: { from: ['none', 'label_issued', 'dropped_off', 'lost'], to: 'in_transit', event: 'return.in_transit' },
    deliver: {
      from: ['none', 'label_issued', 'dropped_off', 'in_transit', 'lost'],
      to: 'delivered',
      event: 'return.received',
    },
    lose: { from: ['dropped_off', 'in_transit'], to: 'lost', event: 'return.lost' },
    recall: { from: ['label_issued'], to: 'none' },
  },
})

export const inspectionMachine = machine<Inspection>()({
  initial: 'pending',
  final: [],
  steps: {
    pass: { from: ['pending', 'damaged', 'wrong_item', 'missing'], to: 'as_described', event: 'return.inspected' },
    findDamage: { from: ['pending'], to: 'damaged', event: 'return.inspected' },
    findOther: { from: ['pending'], to: 'wrong_item', event: 'return.inspected' },
    findNothing: { from: ['pending'], to: 'missing', event: 'return.inspected' },
    skip: { from: ['pending'], to: 'not_required' },
  },
})

export const moneyMachine = machine<ReturnMoney>()({
  initial: 'none',
  final: [],
  steps: {
    plan: { from: ['none'], to: 'planned' },
    drop: { from: ['planned'], to: 'none' },
    pay: { from: ['planned', 'failed', 'reversed'], to: 'pending', event: 'refund.requested' },
    succeed: { from: ['planned', 'pending', 'failed', 'reversed'], to: 'succeeded', event: 'refund.succeeded' },
    fail: { from: ['pending'], to: 'failed', event: 'refund.failed' },
    reverse: { from: ['succeeded'], to: 'reversed', event: 'refund.failed' },
  },
})
