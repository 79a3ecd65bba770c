import { machine } from '#platform/machine'

export type ReplacementState = 'requested' | 'accepted' | 'refused' | 'shipped' | 'delivered' | 'canceled'

/** A replacement is requested here and accepted or refused by the storefront; what follows is read off its parcel. */
export const replacementMachine = machine<ReplacementState>()({
  initial: 'requested',
  final: ['refused', 'delivered', 'canceled'],
  steps: {
    accept: { from: ['requested'], to: 'accepted', event: 'replacement.accepted' },
    refuse: { from: ['requested'], to: 'refused', event: 'replacement.refused' },
    ship: { from: ['requested', 'accepted'], to: 'shipped', event: 'replacement.shipped' },
    deliver: { from: ['accepted', 'shipped'], to: 'delivered', event: 'replacement.delivered' },
    cancel: { from: ['requested', 'accepted'], to: 'canceled', event: 'replacement.canceled' },
  },
})
