import type { ConductStep } from './tables.ts'

export interface Hindrance {
  code: 'warn_first' | 'supervisor_needed' | 'end_needed' | 'mail_only' | 'blocked'
  message: string
}

const order: readonly ConductStep[] = ['warned', 'mail_only', 'blocked']

/** The severest of the steps that are in force. */
export function severest(steps: readonly ConductStep[]): ConductStep | null {
  return order.findLast((step) => steps.includes(step)) ?? null
}

/** Why a step may not be taken now: each follows the one before it, and only a supervisor blocks, with an end. */
export function whyNotStep(
  step: ConductStep,
  facts: { inForce: ConductStep | null; isSupervisor: boolean; hasEnd: boolean },
): Hindrance | null {
  const before = order.indexOf(step) - 1
  const reached = facts.inForce === null ? -1 : order.indexOf(facts.inForce)
  if (step === 'blocked' && !facts.isSupervisor)
    return { code: 'supervisor_needed', message: 'A supervisor may do this.' }
  if (reached < before)
    return {
      code: 'warn_first',
      message:
        step === 'blocked'
          ? 'Answering by mail only comes first.'
          : 'A warning comes first, so that they can change it.',
    }
  if (step === 'blocked' && !facts.hasEnd) return { code: 'end_needed', message: 'Say when the block ends.' }
  return null
}

/** Why somebody's writing is not taken over this channel. What puts a matter right never asks this. */
export function whyNotWelcome(inForce: ConductStep | null, channel: string): Hindrance | null {
  if (inForce === 'blocked')
    return { code: 'blocked', message: 'Writing here is paused. Everything about your orders still works.' }
  if (inForce === 'mail_only' && channel !== 'mail' && channel !== 'web')
    return { code: 'mail_only', message: 'We answer you by e-mail. Everything about your orders still works.' }
  return null
}
