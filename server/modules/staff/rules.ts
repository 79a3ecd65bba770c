import type { Money } from '#platform/money'
import { approvalMachine, type ApprovalState } from './machine.ts'

export type ApprovalVerb = 'approve' | 'decline'

/** What an approval's rules look at. */
export interface ApprovalFacts {
  state: ApprovalState
  /** The viewer asked for it. */
  isOwnRequest: boolean
  /** The order, or the shopper, is the viewer's own. */
  isOwnOrder: boolean
  amount: Money | null
  /** The viewer's limit per action in the amount's currency; null without a limit. */
  limit: Money | null
  /** What is left of the viewer's day; null without a limit. */
  leftToday: Money | null
}

export interface ApprovalHindrance {
  code: 'own_request' | 'own_order' | 'above_your_limit' | 'not_possible_now' | 'expired'
  message: string
}

/** Why the viewer may not take this step; undefined when they may. */
export function hindranceTo(verb: ApprovalVerb, facts: ApprovalFacts): ApprovalHindrance | undefined {
  if (facts.state === 'expired')
    return { code: 'expired', message: 'Nobody decided in time. Whoever asked can ask again.' }
  if (!approvalMachine.can(facts.state, verb))
    return { code: 'not_possible_now', message: `This was ${facts.state} already.` }
  if (facts.isOwnRequest) return { code: 'own_request', message: 'You asked for this, so somebody else decides.' }
  if (facts.isOwnOrder) return { code: 'own_order', message: 'This is about your own order, so somebody else decides.' }
  if (verb === 'approve' && isAbove(facts.amount, facts.limit))
    return { code: 'above_your_limit', message: 'The amount is above your limit. A lead or supervisor can decide.' }
  if (verb === 'approve' && isAbove(facts.amount, facts.leftToday))
    return {
      code: 'above_your_limit',
      message: 'The amount is above what is left of your limit today. A lead or supervisor can decide.',
    }
  return undefined
}

/** What the viewer may do, and why not the rest. */
export function approvalSteps(facts: ApprovalFacts): {
  allowed: ApprovalVerb[]
  notAllowed: { action: string; code: string; message: string }[]
} {
  const verbs: ApprovalVerb[] = ['approve', 'decline']
  const steps = verbs.map((verb) => ({ verb, hindrance: hindranceTo(verb, facts) }))
  return {
    allowed: steps.filter((step) => !step.hindrance).map((step) => step.verb),
    notAllowed: steps.flatMap(({ verb, hindrance }) => (hindrance ? [{ action: verb, ...hindrance }] : [])),
  }
}

function isAbove(amount: Money | null, limit: Money | null): boolean {
  return amount !== null && limit !== null && amount.amountMinor > limit.amountMinor
}
