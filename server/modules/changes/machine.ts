import { machine } from '#platform/machine'

/**
 * `asked`: seller or warehouse answers by a deadline. `pending`: the storefront carries it out. `review`: a person decides.
 * Money goes back only after `applied`.
 */
export type ChangeState = 'asked' | 'pending' | 'applied' | 'refused' | 'review'

export const changeMachine = machine<ChangeState>()({
  initial: 'pending',
  final: ['applied', 'refused'],
  steps: {
    accept: { from: ['asked', 'review'], to: 'pending', event: 'change.accepted' },
    decline: { from: ['asked', 'review'], to: 'refused', event: 'change.refused' },
    fallSilent: { from: ['asked', 'pending'], to: 'review', event: 'change.overdue' },
    apply: { from: ['pending', 'review'], to: 'applied', event: 'change.applied' },
    refuse: { from: ['pending', 'review'], to: 'refused', event: 'change.refused' },
  },
})
