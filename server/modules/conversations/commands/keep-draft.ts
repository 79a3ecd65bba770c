import { dropUnlessUsed, findFiles, presentFile, requireOwnFiles } from '#modules/files'
import { actorKey } from '#platform/auth/actor'
import { forbidden, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader, Work } from '#platform/work'
import { cleanText } from '../clean-text.ts'
import type { Draft } from '../contract.ts'
import { isDesk } from '../desk.ts'
import { shownTo } from '../shown-to.ts'
import type { ConversationTables, DraftRow } from '../tables.ts'
import { lockConversation } from './lock-conversation.ts'

const db = tablesOf<ConversationTables>()

type Kind = DraftRow['kind']

/** What somebody had begun to write here, on any of their screens; version 0 when there is nothing. */
export async function findDraft(reader: Reader, input: { id: string; kind?: Kind | undefined }): Promise<Draft> {
  const { id } = await shownTo(reader, input.id)
  return await presentDraft(reader, kindOf(reader, input.kind), await draftRow(reader, id, kindOf(reader, input.kind)))
}

/**
 * Keeps what somebody has begun to write, behind the version that it continues; an empty one is dropped. Another screen's newer
 * one is not overwritten: `draft_moved_on` answers it.
 */
export async function keepDraft(
  work: Work,
  input: { id: string; kind?: Kind | undefined; text: string; files?: string[] | undefined; version: number },
): Promise<Draft> {
  const { id } = await shownTo(work, input.id)
  // The lock of the conversation: two screens of one person meet here.
  await lockConversation(work, id)
  const kind = kindOf(work, input.kind)
  const before = await draftRow(work, id, kind)
  if (input.version !== (before?.version ?? 0))
    refuse(
      'draft_moved_on',
      { draft: await presentDraft(work, kind, before) },
      'You went on writing on another screen. Here is what stands there.',
    )
  const files = input.files?.length ? (await requireOwnFiles(work, input.files)).map((file) => file.id) : []
  await dropUnlessUsed(
    work,
    (before?.files ?? []).filter((file) => !files.includes(file)),
  )
  const text = cleanDraft(input.text)
  const key = { store_id: work.storeId, conversation_id: id, owner: actorKey(work.actor), kind }
  if (text.trim() === '' && files.length === 0) {
    await dropDraft(work, id, kind)
    return await presentDraft(work, kind, undefined)
  }
  const row: DraftRow = { ...key, body: text, files, updated_at: work.now, version: input.version + 1 }
  await db(work)
    .insertInto('draft')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['store_id', 'conversation_id', 'owner', 'kind'])
        .doUpdateSet({ body: row.body, files: row.files, updated_at: row.updated_at, version: row.version }),
    )
    .execute()
  return await presentDraft(work, kind, row)
}

async function dropDraft(work: Work, conversationId: string, kind: Kind): Promise<void> {
  await db(work)
    .deleteFrom('draft')
    .where('store_id', '=', work.storeId)
    .where('conversation_id', '=', conversationId)
    .where('owner', '=', actorKey(work.actor))
    .where('kind', '=', kind)
    .execute()
}

// While somebody writes, the blank at the end is theirs to keep.
function cleanDraft(text: string): string {
  return text.trim() === '' ? '' : cleanText(text).text + text.slice(text.trimEnd().length)
}

function kindOf(reader: Reader, kind: Kind | undefined): Kind {
  if (kind === 'note' && !isDesk(reader)) forbidden('Notes are for people who work here.')
  return kind ?? 'message'
}

async function draftRow(reader: Reader, conversationId: string, kind: Kind): Promise<DraftRow | undefined> {
  return await db(reader)
    .selectFrom('draft')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('conversation_id', '=', conversationId)
    .where('owner', '=', actorKey(reader.actor))
    .where('kind', '=', kind)
    .executeTakeFirst()
}

async function presentDraft(reader: Reader, kind: Kind, row: DraftRow | undefined): Promise<Draft> {
  const files = await findFiles(reader, row?.files ?? [])
  return {
    kind,
    text: row?.body ?? '',
    files: await Promise.all(files.map((file) => presentFile(reader, file))),
    version: row?.version ?? 0,
    updatedAt: row?.updated_at.toISOString() ?? null,
  }
}
