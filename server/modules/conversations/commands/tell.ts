import type { FileRecord } from '#modules/files'
import type { Work } from '#platform/work'
import { messagePosted, notePosted, type SharedFile } from '../events.ts'
import type { Appended } from './append.ts'

/** Puts what was appended out as a fact: for both sides, or, a note, for colleagues only. */
export async function tell(
  work: Work,
  { message, row, root }: Appended,
  more: { files?: readonly FileRecord[]; mentions?: readonly { staffId: string; name: string }[] } = {},
): Promise<void> {
  const { id: messageId, kind, position, body: text, redacted, created_at } = message
  const files: SharedFile[] = (more.files ?? []).map(({ id, mediaType, sizeBytes, name }) => ({
    id,
    mediaType,
    sizeBytes,
    name,
  }))
  const author = { kind: message.author_kind, id: message.author_id, name: message.author_name }
  const shared = {
    messageId,
    conversationId: row.id,
    position,
    clientId: message.client_id,
    author,
    channel: message.channel,
    text,
    redacted,
    fileIds: files.map((file) => file.id),
    files,
    at: created_at.toISOString(),
  }
  if (kind === 'note') {
    const mentioned = [...(more.mentions ?? [])]
    await work.emit(
      notePosted,
      { kind: 'desk', id: root.id },
      { ...shared, authorId: message.author_id ?? '', mentions: mentioned.map(({ staffId }) => staffId), mentioned },
    )
    return
  }
  await work.emit(
    messagePosted,
    { kind: 'conversation', id: root.id },
    { ...shared, kind, notice: message.notice, waitingSince: root.waiting_since?.toISOString() ?? null },
  )
}
