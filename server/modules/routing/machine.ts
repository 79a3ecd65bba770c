import { machine } from '#platform/machine'

/** A contact waits for a person, is offered to one, and is with one, until it is over. */
export type ContactState = 'waiting' | 'offered' | 'held' | 'done' | 'abandoned'

export const openStates = ['waiting', 'offered', 'held'] as const satisfies readonly ContactState[]

/**
 * `pass`: time ran out, or they would rather not. `return`: whoever held it is gone, and it goes back with its waiting time.
 * `giveUp`: the shopper left before anybody was there.
 */
export const contactMachine = machine<ContactState>()({
  initial: 'waiting',
  final: ['done', 'abandoned'],
  steps: {
    offer: { from: ['waiting'], to: 'offered', event: 'contact.offered' },
    pass: { from: ['offered'], to: 'waiting', event: 'contact.passed' },
    accept: { from: ['waiting', 'offered'], to: 'held', event: 'contact.accepted' },
    return: { from: ['held'], to: 'waiting', event: 'contact.returned' },
    takeOver: { from: ['held'], to: 'held', event: 'contact.accepted' },
    finish: { from: ['waiting', 'offered', 'held'], to: 'done', event: 'contact.ended' },
    giveUp: { from: ['waiting', 'offered'], to: 'abandoned', event: 'contact.ended' },
  },
})
