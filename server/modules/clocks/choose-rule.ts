import type { Targets } from './work-out-clocks.ts'

export type ClockChannel = 'chat' | 'mail' | 'call' | 'web'

/** One row of the targets. */
export interface Rule extends Targets {
  name: string
  /** Empty: every channel. */
  channels: readonly string[]
  /** Null: every queue. */
  queueId: string | null
  calendarId: string | null
}

/** The first rule from the top that fits; undefined where nothing is promised. */
export function chooseRule<R extends Rule>(
  rules: readonly R[],
  facts: { channel: string; queueId: string | null },
): R | undefined {
  return rules.find(
    ({ channels, queueId }) =>
      (channels.length === 0 || channels.includes(facts.channel)) && (queueId === null || queueId === facts.queueId),
  )
}
