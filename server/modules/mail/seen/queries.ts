import { sql, type Selectable } from 'kysely'
import { familiesOf, findConversation, loadVisibleConversations } from '#modules/conversations'
import { findStaff } from '#modules/staff'
import { decodeTimeCursor, encodeTimeCursor } from '#platform/contract/cursor'
import { notFound } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { limits } from '../../../limits.ts'
import type { SeenMail } from '../contract.ts'
import { visibleMails } from '../queries.ts'
import type { InboundMailRow, MailTables } from '../tables.ts'
import { lastDecision } from './decisions.ts'
import { foreignOrders } from './foreign-orders.ts'

const db = tablesOf<MailTables>()

export type MailRow = Selectable<InboundMailRow>

/** Mail of a conversation, and of those shown with it, oldest first. */
export async function listMailsOf(reader: Reader, anyId: string): Promise<SeenMail[]> {
  const { id } = await findConversation(reader, anyId)
  const family = (await familiesOf(reader, [id])).get(id) ?? [id]
  const rows = await db(reader)
    .selectFrom('inbound_mail')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('conversation_id', 'in', family)
    .where('posted_message_id', 'is not', null)
    .orderBy('stored_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limits.mail.shownOfConversation)
    .execute()
  return await presentSeen(reader, rows.toReversed())
}

/** One mail, as far as the reader's actor may see where it lies. */
export async function findSeen(reader: Reader, id: string): Promise<MailRow> {
  const row = await (await visibleMails(reader)).where('id', '=', id).executeTakeFirst()
  return row ?? notFound('mail')
}

/** Mail that was put aside, newest first: what somebody should look at, or what machines wrote. */
export async function listPutAside(
  reader: Reader,
  query: { by: 'people' | 'machines'; limit?: number | undefined; cursor?: string | undefined },
): Promise<{ data: SeenMail[]; nextCursor: string | null }> {
  const limit = query.limit ?? limits.page.size
  const after = query.cursor === undefined ? undefined : decodeTimeCursor(query.cursor)
  const rows = await (await putAside(reader, query.by))
    .$if(after !== undefined, (each) => each.where(sql<boolean>`(stored_at, id) < (${after?.at}, ${after?.id})`))
    .orderBy('stored_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    data: await presentSeen(reader, shown),
    nextCursor: rows.length > limit && last ? encodeTimeCursor(last.stored_at, last.id) : null,
  }
}

/** How much was put aside that nobody has looked at; what machines wrote is not meant. */
export async function countPutAside(reader: Reader): Promise<{ toLookAt: number }> {
  const { count } = await (await putAside(reader, 'people'))
    .clearSelect()
    .select((each) => each.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return { toLookAt: Number(count) }
}

async function putAside(reader: Reader, by: 'people' | 'machines') {
  return (await visibleMails(reader))
    .where('state', '=', 'quarantined')
    .where('automatic', by === 'machines' ? 'is not' : 'is', null)
    .$if(by === 'people', (query) => query.where('looked_at', 'is', null))
}

/** Mails as colleagues see them. Where one may belong is told only to those who may see that. */
export async function presentSeen(reader: Reader, rows: readonly MailRow[]): Promise<SeenMail[]> {
  const decided = rows.map((row) => lastDecision(row))
  const places = rows.flatMap((row, at) => [
    (row.suggestion as { conversationId: string } | null)?.conversationId ?? '',
    decided[at]?.from ?? '',
    row.conversation_id ?? '',
  ])
  const [visible, foreign] = await Promise.all([
    loadVisibleConversations(reader, places.filter(Boolean)),
    foreignOrders(reader, rows),
  ])
  const people = await findStaff(reader, [...new Set(decided.flatMap((each) => staffIdOf(each?.by)))])
  const named = (id: string | null | undefined) => {
    const row = visible.get(id ?? '')
    return row ? { id: row.id, reference: row.reference } : null
  }
  return rows.map((row, at) => {
    const decision = decided[at]
    const suggestion = row.suggestion as { conversationId: string; why: string } | null
    const place = suggestion && named(suggestion.conversationId)
    const lies = visible.get(row.conversation_id ?? '')
    const isThere = place && (place.id === lies?.id || place.id === lies?.merged_into)
    const { traits } = row
    return {
      id: row.id,
      mailboxId: row.mailbox_id,
      state: row.state,
      messageId: row.posted_message_id,
      conversation: named(row.conversation_id),
      from: { name: row.from_name ?? '', address: row.from_address },
      subject: row.subject ?? '',
      receivedAt: row.received_at.toISOString(),
      sizeBytes: row.size_bytes,
      automatic: row.automatic,
      problem: row.problem?.split(':', 1)[0] ?? null,
      why: decision?.why ?? null,
      suggestion: suggestion && place && !isThere ? { conversation: place, why: suggestion.why } : null,
      namesOrder: foreign.get(row.id) ?? null,
      warnings: traits.warnings ?? [],
      answersTo: traits.warnings?.includes('answers_go_elsewhere') ? (row.people?.replyTo[0]?.address ?? null) : null,
      filesLeft: traits.filesLeft ?? [],
      authenticity: traits.authenticity ?? null,
      hasHtml: traits.hasHtml ?? false,
      hasQuoted: traits.hasQuoted ?? false,
      isCut: traits.isCut ?? false,
      pictures: Object.keys(traits.pictures ?? {}).length,
      remotePictures: traits.remotePictures ?? 0,
      originalReplacedAt: row.original_replaced_at?.toISOString() ?? null,
      moved:
        decision?.moveId === undefined
          ? null
          : {
              from: named(decision.from),
              byName: staffIdOf(decision.by).flatMap((id) => people.get(id)?.name ?? [])[0] ?? '',
              at: decision.at,
            },
      mayFile: row.state === 'quarantined' && row.from_address !== null,
      version: row.version,
    }
  })
}

const staffIdOf = (actor = '') => (actor.startsWith('staff:') ? [actor.slice('staff:'.length)] : [])
