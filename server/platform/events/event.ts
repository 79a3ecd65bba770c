/** A kind of fact with its payload. */
export interface EventType<P> {
  readonly name: string
  /** Carries the type only. */
  readonly payload?: P
}

/** What a fact is about; order and customer put it on their timelines and live topics too. */
export interface About {
  kind: string
  id: string
  customerId?: string
  orderId?: string
}

/** One fact as it happened. `version` counts the facts about its subject from 1 without gaps. */
export interface Occurrence<P> {
  id: string
  name: string
  about: About
  /** `actorKey` of who did it, such as `staff:stf_…`. */
  actor: string
  payload: P
  version: number
  at: Date
}

/** Declares a fact in the past tense: `export const refundSucceeded = event<{ refundId: string }>('refund.succeeded')`. */
export function event<P>(name: string): EventType<P> {
  return { name }
}
