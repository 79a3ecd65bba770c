/** What the shopper reads when a person decides without the engine: it is in shadow, switched off, or the kind has no rules yet. */
export const byHand = [
  {
    code: 'person_decides',
    shopper: 'That’s frustrating, and we want to get it right. A person on our team is looking at it.',
    staff: 'Decided by a person: the engine does not act here.',
  },
]
