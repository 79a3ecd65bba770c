import { machine } from '#platform/machine'

/** `open`: nobody has looked yet, and the clock runs. `looked_at`: a person is with it. `closed`: with what it was. */
export type SafetyState = 'open' | 'looked_at' | 'closed'

export const safetyMachine = machine<SafetyState>()({
  initial: 'open',
  final: [],
  steps: {
    look: { from: ['open'], to: 'looked_at', event: 'safety.looked_at' },
    close: { from: ['open', 'looked_at'], to: 'closed', event: 'safety.closed' },
    // It was told again: the clock runs anew.
    hearAgain: { from: ['closed'], to: 'open', event: 'safety.reported' },
  },
})

/** `found`: it is about their order. `told`: they know. `answered`: they chose. `remedied`: what they chose is there. */
export type NoticeState = 'found' | 'told' | 'answered' | 'remedied'

export const noticeMachine = machine<NoticeState>()({
  initial: 'found',
  final: [],
  steps: {
    tell: { from: ['found'], to: 'told', event: 'recall.told' },
    answer: { from: ['found', 'told'], to: 'answered', event: 'recall.answered' },
    remedy: { from: ['answered'], to: 'remedied', event: 'recall.remedied' },
    // What was chosen could not be given: they choose again.
    reopen: { from: ['answered', 'remedied'], to: 'told', event: 'recall.reopened' },
  },
})
