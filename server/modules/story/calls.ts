import { findStaff } from '#modules/staff'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import type { OrderStory } from './contract.ts'
import type { CallView } from './tables.ts'

const db = tablesOf<CallView>()

type Entry = OrderStory['timeline'][number]

/** Calls about an order, one line for each that was asked for and each try: with whom, how long, or why nobody was reached. */
export async function callsOf(reader: Reader, orderId: string): Promise<Entry[]> {
  const requests = await db(reader)
    .selectFrom('call_request')
    .select(['id', 'conversation_id', 'asked_at', 'way', 'source', 'state', 'ended_at'])
    .where('store_id', '=', reader.storeId)
    .where('order_id', '=', orderId)
    .execute()
  if (requests.length === 0) return []
  const byId = new Map(requests.map((request) => [request.id, request]))
  const tries = await db(reader)
    .selectFrom('call_attempt')
    .select(['request_id', 'staff_id', 'result', 'answered_at', 'ended_at'])
    .where('store_id', '=', reader.storeId)
    .where('request_id', 'in', [...byId.keys()])
    .where('ended_at', 'is not', null)
    .execute()
  const people = await findStaff(
    reader,
    tries.map((each) => each.staff_id),
  )
  const line = (request: (typeof requests)[number], at: Date, kind: string, words: string, by: string | null) => ({
    at: at.toISOString(),
    kind: `call.${kind}`,
    words,
    by,
    about: { kind: 'conversation', id: request.conversation_id },
  })
  return [
    ...requests.flatMap((request) => {
      const isRung = request.source === 'inbound'
      const asked = isRung ? 'Rang us, and is called back' : `Asked ${toSpeak(request.way)}`
      return [
        line(request, request.asked_at, 'asked', asked, null),
        ...(request.state === 'canceled' && request.ended_at
          ? [line(request, request.ended_at, 'canceled', 'The call was canceled', null)]
          : []),
      ]
    }),
    ...tries.flatMap(({ request_id, staff_id, result, answered_at, ended_at }) => {
      const request = byId.get(request_id)
      const words = result === null || !request ? undefined : wordsOf(result, request.way, answered_at, ended_at)
      if (!request || !ended_at || words === undefined) return []
      return [line(request, ended_at, result ?? '', words, people.get(staff_id)?.name ?? null)]
    }),
  ]
}

const toSpeak = (way: string) => (way === 'browser' ? 'to talk in the browser' : 'to be called')

/** What a try came to; undefined for one that did not reach the shopper’s side. */
function wordsOf(result: string, way: string, from: Date | null, to: Date | null): string | undefined {
  const how = way === 'browser' ? 'in the browser' : 'on the phone'
  if (result === 'talked') return `Spoke ${how}, ${minutesWords(from, to)}`
  const why = missed[result]
  return why && `Called ${how}: ${why}`
}

const missed: Readonly<Record<string, string>> = {
  dropped: 'the line broke off',
  busy: 'busy',
  no_answer: 'no answer',
  voicemail: 'voicemail',
  rejected: 'it did not suit',
  wrong_number: 'the number did not work',
  failed: 'it did not get through',
}

function minutesWords(from: Date | null, to: Date | null): string {
  const minutes = Math.max(1, Math.round(((to?.getTime() ?? 0) - (from?.getTime() ?? 0)) / 60_000))
  return minutes === 1 ? '1 minute' : `${minutes} minutes`
}
