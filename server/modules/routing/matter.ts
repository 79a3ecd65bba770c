import { findProblem } from '#modules/problems'
import { loadOrders } from '#modules/orders'
import { findStore } from '#modules/stores'
import type { ConversationRow } from '#modules/conversations'
import type { Reader } from '#platform/work'
import { type IntentGuess, sureIntent } from './intent/guess-intent.ts'
import { routingPolicy } from './policy.ts'
import { type Channel, type MatterFacts, safetyIntent } from './rules.ts'
import type { QueueRow } from './tables.ts'

/** What a matter is about, and how sure that is. */
export interface FoundIntent {
  intent: string
  confidence: number
}

const chosen = 1

/**
 * What a conversation is about: danger before everything, then what the shopper chose on the way or was said before, then what it
 * hangs on, then what the words say, if they say it clearly.
 */
export async function intentOf(reader: Reader, row: ConversationRow, said: IntentGuess): Promise<FoundIntent | null> {
  const { leastConfidence } = await routingPolicy(reader)
  const words = sureIntent(said, leastConfidence)
  if (words?.intent === safetyIntent) return words
  if (row.intent) return { intent: row.intent, confidence: row.intent_confidence ?? chosen }
  return (await intentOfSubject(reader, row)) ?? words
}

async function intentOfSubject(reader: Reader, row: ConversationRow): Promise<FoundIntent | null> {
  if (row.about_kind === 'problem' && row.about_id) {
    const problem = await findProblem(reader, row.about_id)
    return { intent: problem.row.kind, confidence: chosen }
  }
  return row.about_kind === 'return' ? { intent: 'return', confidence: chosen } : null
}

/** What its queue is chosen by. The order is looked at only if a queue asks what it came to. */
export async function factsOf(
  reader: Reader,
  row: ConversationRow,
  given: { channel: Channel; intent: string | null; queues: readonly Pick<QueueRow, 'matches'>[] },
): Promise<MatterFacts> {
  const isAsked = given.queues.some(({ matches }) => matches.minimumOrderMinor !== undefined)
  const [order] = isAsked && row.order_id ? await loadOrders(reader, [row.order_id]) : []
  const orderMinor = order && order.row.currency === (await findStore(reader)).currency ? order.row.total_minor : null
  return { channel: given.channel, intent: given.intent, locale: row.locale, orderMinor }
}

/** How what is written in a conversation reaches people: chat (also where a call was asked for) waits for one now, what is answered by mail has hours; nothing else waits in queues. */
export function channelOf(channel: string): Channel | null {
  if (channel === 'chat' || channel === 'call') return 'chat'
  return channel === 'mail' || channel === 'web' ? 'mail' : null
}
