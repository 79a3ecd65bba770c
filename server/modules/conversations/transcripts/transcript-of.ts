import { findCustomer } from '#modules/customers'
import { findStore } from '#modules/stores'
import { findFiles } from '#modules/files'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { limits } from '../../../limits.ts'
import { familiesOf, messageColumns } from '../queries.ts'
import { textSent } from '../as-seen.ts'
import type { ConversationRow, ConversationTables, MessageRow } from '../tables.ts'
import { sideOf } from '../words.ts'

const db = tablesOf<ConversationTables>()

/** What was said in a conversation, for whoever was in it. */
export interface Transcript {
  reference: string
  subject: string
  store: string
  openedAt: string
  /** In which language its own words are, and by which clock its times are. */
  locale: string
  timeZone: string
  people: { name: string; side: 'shopper' | 'desk' }[]
  messages: { at: string; by: string; side: 'shopper' | 'desk'; text: string; files: string[] }[]
  /** Whether the beginning is left out, because it is too long for one. */
  cut: boolean
}

/**
 * What was said, oldest first, with conversations that are shown as one as one. Notes of colleagues are no part of it, nor what was
 * taken back.
 * @param reading whose language and clock; otherwise those of whoever the conversation is with
 */
export async function transcriptOf(
  reader: Reader,
  conversation: ConversationRow,
  reading: { locale?: string | undefined; timeZone?: string | undefined } = {},
): Promise<Transcript> {
  const [store, customer] = await Promise.all([
    findStore(reader),
    conversation.customer_id ? findCustomer(reader, conversation.customer_id) : null,
  ])
  const rows = await messagesOf(reader, conversation)
  const shown = rows.slice(-limits.transcripts.messages)
  const names = await filesOf(reader, shown)
  const messages = shown.map((row) => ({
    at: row.created_at.toISOString(),
    by: row.author_name || (sideOf(row.author_kind) === 'desk' ? store.name : (customer?.name ?? '')),
    side: sideOf(row.author_kind),
    text: textSent({ kind: row.author_kind }, row.body),
    files: names.get(row.id) ?? [],
  }))
  const people = new Map(messages.map(({ by, side }) => [`${side} ${by}`, { name: by, side }]))
  return {
    reference: conversation.reference,
    subject: conversation.subject,
    store: store.name,
    openedAt: conversation.opened_at.toISOString(),
    locale: reading.locale ?? conversation.locale ?? customer?.locale ?? store.locale,
    timeZone: reading.timeZone ?? customer?.timeZone ?? store.timeZone,
    people: [...people.values()],
    messages,
    cut: rows.length > shown.length,
  }
}

async function messagesOf(reader: Reader, { id }: ConversationRow): Promise<MessageRow[]> {
  const family = (await familiesOf(reader, [id])).get(id) ?? [id]
  const newestFirst = await db(reader)
    .selectFrom('message')
    .select(messageColumns)
    .where('store_id', '=', reader.storeId)
    .where('conversation_id', 'in', family)
    .where('kind', '=', 'message')
    .where('state', '=', 'sent')
    .orderBy('created_at', 'desc')
    .orderBy('conversation_id', 'desc')
    .orderBy('position', 'desc')
    .limit(limits.transcripts.messages + 1)
    .execute()
  return newestFirst.toReversed()
}

async function filesOf(reader: Reader, rows: readonly MessageRow[]): Promise<Map<string, string[]>> {
  if (rows.length === 0) return new Map()
  const bound = await db(reader)
    .selectFrom('message_file')
    .select(['message_id', 'file_id', 'name'])
    .where('store_id', '=', reader.storeId)
    .where(
      'message_id',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('place')
    .execute()
  const records = await findFiles(
    reader,
    bound.map(({ file_id }) => file_id),
  )
  const nameOf = new Map(records.map((record) => [record.id, record.name]))
  const files = Map.groupBy(bound, (each) => each.message_id)
  return new Map(
    [...files].map(([id, each]) => [id, each.map(({ name, file_id }) => name || (nameOf.get(file_id) ?? file_id))]),
  )
}
