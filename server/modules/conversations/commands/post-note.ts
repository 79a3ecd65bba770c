import { requireOwnFiles } from '#modules/files'
import { findStaff, staffWhoSee } from '#modules/staff'
import { forbidden, invalid, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { cleanText } from '../clean-text.ts'
import type { Party } from '../party.ts'
import type { ConversationChannel, ConversationTables } from '../tables.ts'
import { append } from './append.ts'
import type { LockedConversation } from './lock-conversation.ts'
import { entryOf, type Opened } from './open-conversation.ts'
import { seeUpTo } from './participants.ts'
import { tell } from './tell.ts'

const db = tablesOf<ConversationTables>()

export interface NoteInput {
  text: string
  files?: readonly string[] | undefined
  clientId?: string | undefined
  mentions?: readonly string[] | undefined
  channel?: ConversationChannel | undefined
}

/** Stores a note for colleagues; those who are named in it must be able to see the conversation. No lock of joining: a note is no answer. */
export async function postNote(
  work: Work,
  locked: LockedConversation,
  author: Party,
  input: NoteInput,
): Promise<Opened> {
  const mayNote = work.actor.kind === 'staff' || work.actor.kind === 'key' || work.actor.kind === 'system'
  if (!mayNote) forbidden('Notes are for people who work here.')
  const { text, redacted } = cleanText(input.text)
  const files = input.files?.length ? await requireOwnFiles(work, input.files) : []
  if (text === '' && files.length === 0) refuse('text_or_file_needed', undefined, 'A note needs some words or a file.')
  const mentions = await mentionable(work, locked, input.mentions ?? [])
  const appended = await append(work, locked, {
    ...entryOf(author, text, redacted, files),
    kind: 'note',
    clientId: input.clientId,
    channel: input.channel,
  })
  const { message, row } = appended
  if (mentions.length > 0)
    await db(work)
      .insertInto('mention')
      .values(
        mentions.map(({ staffId }) => ({
          store_id: work.storeId,
          message_id: message.id,
          conversation_id: row.id,
          staff_id: staffId,
          created_at: message.created_at,
        })),
      )
      .execute()
  if (author.kind === 'staff' && author.id)
    await seeUpTo(work, row.id, { kind: 'staff', ref_id: author.id }, message.position)
  await tell(work, appended, { files, mentions })
  return { message, conversation: row }
}

async function mentionable(
  work: Work,
  { root }: LockedConversation,
  ids: readonly string[],
): Promise<{ staffId: string; name: string }[]> {
  const wanted = [...new Set(ids)]
  const who = await staffWhoSee(work, root.team_id, wanted)
  const wrong = wanted.find((id) => !who.has(id))
  if (wrong !== undefined)
    invalid('mentions', 'mentions should name colleagues who may see this conversation.', 'may_not_see')
  const people = await findStaff(work, wanted)
  return wanted.map((staffId) => ({ staffId, name: people.get(staffId)?.name ?? '' }))
}
