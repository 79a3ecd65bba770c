import type { Message } from '#contract/conversations'
import type { OrderStory } from '#contract/story'

export type OrderEvent = OrderStory['timeline'][number]

/** One line of what happened, whoever it was: said, noted, or done with the order. */
export type Woven =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'message'; key: string; at: string; message: Message; follows: boolean }
  | { kind: 'event'; key: string; at: string; event: OrderEvent }

/** Messages of one author this close together read as one. */
const sameBreathMs = 5 * 60_000

/**
 * Messages and the order's own events in one line of time, with a mark where a new day begins. Events from before the first
 * message that is shown are left to the story beside it.
 * @param dayOf the local day of an instant, as the reader counts days
 */
export function weave(
  messages: readonly Message[],
  events: readonly OrderEvent[],
  dayOf: (at: string) => string,
): Woven[] {
  const first = messages[0]?.at
  const woven: Woven[] = []
  const lines = [
    ...messages.map((message) => ({ at: message.at, place: message.position, message, event: null })),
    ...events
      // Calls are said in the conversation itself.
      .filter((event) => first !== undefined && event.at >= first && !event.kind.startsWith('call.'))
      .map((event) => ({ at: event.at, place: 0, message: null, event })),
  ].sort((a, b) => a.at.localeCompare(b.at) || a.place - b.place)
  let day = ''
  let before: Message | null = null
  for (const [index, { at, message, event }] of lines.entries()) {
    const today = dayOf(at)
    if (today !== day) {
      woven.push({ kind: 'day', key: `day:${today}`, at })
      before = null
    }
    day = today
    if (message) {
      woven.push({ kind: 'message', key: message.id, at, message, follows: before !== null && goesOn(before, message) })
      before = message.kind === 'notice' ? null : message
    } else if (event) {
      woven.push({ kind: 'event', key: `event:${event.at}:${index}`, at, event })
      before = null
    }
  }
  return woven
}

function goesOn(before: Message, next: Message): boolean {
  return (
    before.kind === next.kind &&
    before.author.kind === next.author.kind &&
    before.author.id === next.author.id &&
    new Date(next.at).getTime() - new Date(before.at).getTime() < sameBreathMs
  )
}
