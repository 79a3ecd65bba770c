import { machine } from '#platform/machine'

/**
 * `open`: remedies offered, none taken. `waiting`: the wait of medium risk runs, remedies unlock by themselves.
 * `in_review`: a person decides. `remedied`: made good. `turned_up`: it arrived after all. `closed`: nothing more to do.
 * `reopen`: what was given could not be given after all. `unpay`: it was kept, and the payment for it declined.
 */
export type ProblemState = 'open' | 'waiting' | 'in_review' | 'remedied' | 'turned_up' | 'withdrawn' | 'closed'

export const problemMachine = machine<ProblemState>()({
  initial: 'open',
  final: ['withdrawn', 'closed'],
  steps: {
    wait: { from: ['open'], to: 'waiting', event: 'problem.waiting' },
    unlock: { from: ['waiting'], to: 'open', event: 'problem.unlocked' },
    review: { from: ['open', 'waiting'], to: 'in_review', event: 'review.opened' },
    remedy: { from: ['open', 'in_review'], to: 'remedied', event: 'problem.remedied' },
    reopen: { from: ['remedied'], to: 'open', event: 'problem.reopened' },
    decline: { from: ['in_review'], to: 'closed', event: 'review.decided' },
    close: { from: ['open', 'waiting'], to: 'closed', event: 'problem.closed' },
    turnUp: { from: ['open', 'waiting', 'in_review', 'remedied'], to: 'turned_up', event: 'problem.turned_up' },
    unpay: { from: ['turned_up'], to: 'remedied', event: 'problem.payment_failed' },
    withdraw: { from: ['open', 'waiting', 'in_review'], to: 'withdrawn', event: 'problem.withdrawn' },
  },
})

export type ReviewState = 'open' | 'decided' | 'silent' | 'withdrawn'

export const reviewMachine = machine<ReviewState>()({
  initial: 'open',
  final: ['decided', 'silent', 'withdrawn'],
  steps: {
    decide: { from: ['open'], to: 'decided', event: 'review.decided' },
    fallSilent: { from: ['open'], to: 'silent', event: 'review.silent' },
    withdraw: { from: ['open'], to: 'withdrawn' },
  },
})
