import { machine } from '#platform/machine'

/** Somebody asked to be called: it has a time, waits for a person, is being tried, is a conversation, and is over. */
export type CallState = 'scheduled' | 'waiting' | 'calling' | 'talking' | 'done' | 'given_up' | 'canceled'

export const openStates = ['scheduled', 'waiting', 'calling', 'talking'] as const satisfies readonly CallState[]

/**
 * `miss`: the shopper was not reached, or the line broke: again at another time, with their place. `putBack`: it was not the
 * shopper's side, so that it is no try and waits again at once.
 */
export const callMachine = machine<CallState>()({
  initial: 'waiting',
  final: ['done', 'given_up', 'canceled'],
  steps: {
    move: { from: ['scheduled', 'waiting'], to: 'scheduled', event: 'call.changed' },
    begin: { from: ['scheduled'], to: 'waiting', event: 'call.changed' },
    accept: { from: ['waiting'], to: 'calling', event: 'call.changed' },
    answer: { from: ['calling'], to: 'talking', event: 'call.changed' },
    putBack: { from: ['calling', 'talking'], to: 'waiting', event: 'call.changed' },
    miss: { from: ['calling', 'talking'], to: 'scheduled', event: 'call.changed' },
    finish: { from: ['talking'], to: 'done', event: 'call.changed' },
    giveUp: { from: ['calling', 'talking'], to: 'given_up', event: 'call.given_up' },
    cancel: { from: ['scheduled', 'waiting', 'calling'], to: 'canceled', event: 'call.changed' },
  },
})
