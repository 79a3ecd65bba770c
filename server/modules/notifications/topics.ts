/** By which ways somebody can be told. `app`: what waits in the portal. */
export const channels = ['email', 'app', 'push', 'sms'] as const
export type Channel = (typeof channels)[number]

/**
 * `always`: comes whatever the choice. `on`, `off`: what holds until somebody chooses. Null: never this way. Only mail and the portal
 * are ever `always`: nobody is pushed to or texted who did not ask for it.
 */
export type Way = 'always' | 'on' | 'off' | null

interface TopicRules {
  ways: Record<Channel, Way>
  /** Whether it can wait for one mail a day. */
  mayWait?: true
}

const always = { email: 'always', app: 'always' } as const
const chosen = { email: 'on', app: 'on', push: 'on', sms: null } as const

/** What a shopper may choose to get. A text costs money and attention, so those are off until they are chosen. */
export const topics = {
  // A code or a warning about the account goes where only its owner looks: a phone on a table shows a text to everybody.
  sign_in: { ways: { ...always, push: null, sms: null } },
  money: { ways: { ...always, push: 'on', sms: 'off' } },
  problems: { ways: chosen },
  orders: { ways: chosen, mayWait: true },
  deliveries: { ways: { ...chosen, sms: 'off' } },
  // Small and often: who wants a mail for it says so.
  parcels: { ways: { email: 'off', app: 'on', push: 'on', sms: 'off' }, mayWait: true },
  // Whoever wrote to us waits for it. In the portal it stands under Messages, with a count of its own.
  answers: { ways: { email: 'always', app: null, push: 'on', sms: null } },
  transcripts: { ways: { email: 'on', app: null, push: null, sms: null } },
  surveys: { ways: { email: 'on', app: null, push: null, sms: null } },
} as const satisfies Record<string, TopicRules>

export type Topic = keyof typeof topics

/** How a topic may be told by a channel. */
export function wayOf(topic: Topic, channel: Channel): Way {
  return topics[topic].ways[channel]
}

/** Whether a topic can wait for one mail a day. */
export function mayWait(topic: Topic): boolean {
  return 'mayWait' in topics[topic]
}
