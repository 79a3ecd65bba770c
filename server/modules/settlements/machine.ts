import { machine } from '#platform/machine'

export type BurdenState = 'held' | 'posted' | 'reversed' | 'released'

/**
 * Who bears one refund's part for a seller. Held while it is not settled who that is; posted when it is. Money that did not
 * arrive at the shopper is borne by nobody, and a later word is a correction of its own: what is back with the seller, whole or
 * in part, is reversed.
 */
export const burdenMachine = machine<BurdenState>()({
  initial: 'held',
  final: [],
  steps: {
    post: { from: ['held', 'released'], to: 'posted', event: 'seller.debited' },
    release: { from: ['held'], to: 'released', event: 'seller.credited' },
    reverse: { from: ['posted', 'reversed'], to: 'reversed', event: 'seller.credited' },
    charge: { from: ['posted', 'reversed'], to: 'posted', event: 'seller.debited' },
    hold: { from: ['released'], to: 'held', event: 'seller.debit_held' },
  },
})

export type DebitState = 'held' | 'posted' | 'receivable' | 'collected' | 'reversed' | 'released'

/** One debit of a seller on its way to be collected: from what was passed on to them, else from their next payout. */
export const debitMachine = machine<DebitState>()({
  initial: 'held',
  final: ['collected', 'reversed', 'released'],
  steps: {
    post: { from: ['held'], to: 'posted', event: 'seller.debited' },
    release: { from: ['held'], to: 'released' },
    collect: { from: ['posted', 'receivable'], to: 'collected' },
    owe: { from: ['posted'], to: 'receivable', event: 'seller.receivable_opened' },
    reverse: { from: ['posted', 'receivable'], to: 'reversed', event: 'seller.credited' },
  },
})
