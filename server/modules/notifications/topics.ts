/** What a shopper may choose to get; `always` ones come whatever the choice. */
export const topics = {
  sign_in: { always: true },
  money: { always: true },
  problems: { always: false },
  orders: { always: false },
  deliveries: { always: false },
  // Whoever wrote to us waits for it.
  answers: { always: true },
  transcripts: { always: false },
  surveys: { always: false },
} as const

export type Topic = keyof typeof topics
