import { storePolicy } from '#modules/stores'
import { remembered } from '#platform/transact'
import type { Reader } from '#platform/work'
import type { Capacity, Channel } from './rules.ts'

/** The store's settings, as far as who gets what and when. */
export interface RoutingPolicy {
  capacity: Capacity
  weights: Readonly<Record<string, number>>
  offerSeconds: Readonly<Record<Channel, number>>
  missedOffers: number
  priorities: Readonly<Record<string, number>>
  /** So much waiting counts as one step of priority. */
  ageingMinutes: Readonly<Record<Channel, number>>
  skillWaitSeconds: number
  graceSeconds: number
  /** From 0 to 1. */
  leastConfidence: number
  idleMinutes: number
  idlePrompts: number
  overflowSeconds: number
  targetSeconds: number
  /** What is with a seller waits so long for their answer. */
  sellerHours: number
}

const offerSecondsOtherwise = 20

/** The settings as they are now; they hold for everybody alike. */
export async function routingPolicy(reader: Reader): Promise<RoutingPolicy> {
  return await remembered(reader, 'routing policy', () => readPolicy(reader))
}

async function readPolicy(reader: Reader): Promise<RoutingPolicy> {
  const policy = await storePolicy(reader)
  const offers = policy.get('routing.offer_seconds')
  const ageing = policy.get('routing.ageing_minutes')
  return {
    capacity: { places: policy.get('chat.parallel_per_agent'), mails: policy.get('mail.parallel_per_agent') },
    weights: policy.get('routing.weight'),
    offerSeconds: {
      chat: offers.chat ?? offerSecondsOtherwise,
      call: offers.call ?? offerSecondsOtherwise,
      mail: offers.mail ?? offerSecondsOtherwise,
    },
    missedOffers: policy.get('routing.missed_offers'),
    priorities: policy.get('routing.priority'),
    // Mail is promised in hours; by the minute it would soon stand before everything that just came.
    ageingMinutes: { chat: ageing, call: ageing, mail: policy.get('email.first_reply.target') * 60 },
    skillWaitSeconds: policy.get('routing.skill_wait_seconds'),
    graceSeconds: policy.get('presence.grace_seconds'),
    leastConfidence: policy.get('intent.least_confidence') / 100,
    idleMinutes: policy.get('chat.idle_minutes'),
    idlePrompts: policy.get('chat.idle_prompts'),
    overflowSeconds: policy.get('chat.overflow'),
    targetSeconds: policy.get('chat.connect.target_seconds'),
    sellerHours: policy.get('seller.message_answer.hard'),
  }
}
