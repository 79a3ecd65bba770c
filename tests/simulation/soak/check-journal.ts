import type { AnyDatabase } from '#platform/work'
import type { DemoCredentials } from '../../../server/app/demonstration-credentials.ts'
import type { JournalLine } from './journal.ts'
import { sendOnce } from './send.ts'

/** Where the thing stands that an acknowledged answer named. */
const homes: readonly (readonly [path: RegExp, table: string])[] = [
  [/^\/orders\//, 'orders'],
  [/^\/shipments\/[^/]+$/, 'shipment'],
  [/^\/problems/, 'problem'],
  [/^\/changes$/, 'change'],
  [/^\/refunds$/, 'refund'],
  [/^\/claims$/, 'claim'],
]

/** Whatever was acknowledged is there, and asking again under the same key is answered in the same words. Answers what is not so. */
export async function checkJournal(
  lines: readonly JournalLine[],
  db: AnyDatabase,
  baseUrl: string,
  keys: DemoCredentials['apiKeys'],
): Promise<string[]> {
  const wrong: string[] = []
  for (const { request, answer } of lines)
    if (!answer) wrong.push(`never answered: ${request.method} ${request.path} ${request.key}`)
  const done = lines.filter((line) => line.answer && line.answer.status < 300)
  for (const [path, table] of homes) {
    const named = done
      .filter(({ request }) => path.test(request.path))
      .map(({ answer }) => String((JSON.parse(answer?.text ?? '{}') as { id?: string }).id))
    if (named.length === 0) continue
    const rows = await db.selectFrom(table).select('id').where('id', 'in', named).execute()
    const there = new Set(rows.map((row) => String(row.id)))
    for (const id of named)
      if (id !== 'undefined' && !there.has(id)) wrong.push(`lost: ${id} was acknowledged and is not in ${table}`)
  }
  for (const { request, answer } of done.filter((line) => line.request.path.endsWith('/remedy'))) {
    const said = JSON.parse(answer?.text ?? '{}') as { id: string; taken: { remedy: string } | null }
    const row = await db
      .selectFrom('problem')
      .select(['remedy_offer_id', 'state'])
      .where('id', '=', said.id)
      .executeTakeFirst()
    const stands = row?.remedy_offer_id === said.taken?.remedy || row?.state === 'turned_up' || row?.state === 'open'
    if (!stands)
      wrong.push(
        `lost: remedy ${said.taken?.remedy} of ${said.id} under ${request.key} is now ${String(row?.remedy_offer_id)}`,
      )
  }
  return [...wrong, ...(await askAgain(lines, baseUrl, keys))]
}

async function askAgain(
  lines: readonly JournalLine[],
  baseUrl: string,
  keys: DemoCredentials['apiKeys'],
): Promise<string[]> {
  const wrong: string[] = []
  const kept = lines.filter(({ answer }) => answer && (answer.status < 300 || answer.status === 422))
  for (const { request, answer } of kept.slice(-400)) {
    const again = await sendOnce(baseUrl, keys, request)
    if (again?.text !== answer?.text || again?.status !== answer?.status) {
      wrong.push(
        `answered otherwise: ${request.method} ${request.path} ${answer?.status} ${answer?.text.slice(0, 120)} then ${again?.status} ${again?.text.slice(0, 120)}`,
      )
    }
  }
  return wrong
}
