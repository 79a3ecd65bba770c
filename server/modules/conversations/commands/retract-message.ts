import { storePolicy } from '#modules/stores'
import { notFound, refuse } from '#platform/errors'
import { blankEvents } from '#platform/events/blank-events'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { messagePosted, messageRetracted, notePosted } from '../events.ts'
import { partyOf } from '../party.ts'
import { findMessage, participantsOf } from '../queries.ts'
import type { ConversationTables, MessageRow } from '../tables.ts'
import { sideOf } from '../words.ts'
import { lockVisible } from './lock-conversation.ts'
import { recomputeTail } from './recompute-tail.ts'

const db = tablesOf<ConversationTables>()

/**
 * Takes a message back that nobody on the other side has seen, within the time that policy gives (`chat.undo_seconds`). What it
 * said is gone, here and from the record of what happened; its place stays.
 */
export async function retractMessage(work: Work, { id }: { id: string }): Promise<MessageRow> {
  const found = await findMessage(work, id)
  if (!found) notFound('message')
  const { row, root } = await lockVisible(work, found.conversation_id, 'message')
  const message = await findMessage(work, id)
  if (!message || message.conversation_id !== row.id) notFound('message')
  const party = await partyOf(work)
  const isOwn = message.author_kind === party.kind && message.author_id === party.id
  if (message.kind === 'note' && party.kind !== 'staff') notFound('message')
  if (!isOwn || message.kind === 'notice') refuse('not_yours', undefined, 'Only who wrote a message can take it back.')
  if (message.state === 'retracted') return message
  const seconds = (await storePolicy(work)).get('chat.undo_seconds')
  if (work.now.getTime() > message.created_at.getTime() + seconds * 1000)
    refuse(
      'too_late',
      undefined,
      'It has been there for too long to take it back. You can write what should stand instead.',
    )
  if (await isSeen(work, message)) refuse('already_seen', undefined, 'It has been seen already, so it stays.')
  const kind = message.kind === 'note' ? 'desk' : 'conversation'
  await erase(work, message, { kind, id: root.id })
  const after = await recomputeTail(work, row)
  const rootAfter = root.id === row.id ? after : await recomputeTail(work, root)
  await work.emit(
    messageRetracted,
    { kind, id: root.id },
    {
      messageId: id,
      conversationId: row.id,
      position: message.position,
      waitingSince: rootAfter.waiting_since?.toISOString() ?? null,
    },
  )
  return { ...message, body: '', state: 'retracted', redacted: [] }
}

// A message by the other side; a note by another colleague.
async function isSeen(work: Work, message: MessageRow): Promise<boolean> {
  const people = (await participantsOf(work, [message.conversation_id])).get(message.conversation_id) ?? []
  return people.some((person) => {
    if (person.read_position < message.position) return false
    if (message.kind === 'note') return person.kind === 'staff' && person.ref_id !== message.author_id
    return sideOf(person.kind) !== sideOf(message.author_kind)
  })
}

async function erase(work: Work, { id, kind }: MessageRow, about: { kind: string; id: string }): Promise<void> {
  await db(work)
    .updateTable('message')
    .set({ state: 'retracted', body: '', redacted: [] })
    .where('store_id', '=', work.storeId)
    .where('id', '=', id)
    .execute()
  for (const table of ['message_file', 'mention'] as const)
    await db(work).deleteFrom(table).where('store_id', '=', work.storeId).where('message_id', '=', id).execute()
  const gone = { text: '', files: [], fileIds: [] }
  const which = { ...about, key: 'messageId' as const, value: id }
  if (kind === 'note') await blankEvents(work, notePosted, which, { ...gone, mentions: [], mentioned: [] })
  else await blankEvents(work, messagePosted, which, gone)
}
