import { htmlToText } from '#platform/html-to-text'
import type { PastConversation, PastMessage } from '#modules/conversations'
import { emailOf, fieldsOf, firstText, listOf, optionalTime, requiredText, timeOf, type Fields } from './read.ts'

/** A conversation of Intercom with its parts in it. */
export function isIntercomConversation(row: Fields): boolean {
  return row.type === 'conversation' || 'conversation_parts' in row
}

const said = new Set(['comment', 'note', 'note_and_reopen', 'open', 'close', 'assignment', 'quick_reply'])

export function intercomConversation(row: Fields): PastConversation {
  const reference = requiredText(row, 'id')
  const source = fieldsOf(row.source)
  const openedAt = timeOf(row.created_at, 'created_at')
  const isDone = row.state === 'closed' || row.open === false
  const first = { ...source, id: firstText(source.id) ?? `${reference}-0`, created_at: row.created_at }
  const parts = listOf(fieldsOf(row.conversation_parts).conversation_parts ?? row.conversation_parts)
  const spoken = parts.filter((part) => said.has(firstText(part.part_type) ?? 'comment') && hasWords(part))
  const contact = contactOf(row, [source, ...parts])
  return {
    reference,
    subject: htmlToText(firstText(row.title, source.subject) ?? ''),
    channel: source.type === 'email' ? 'mail' : 'chat',
    state: isDone ? 'resolved' : 'open',
    openedAt,
    resolvedAt: isDone ? (optionalTime(row.updated_at, 'updated_at') ?? openedAt) : null,
    customer: contact ?? { reference: `of-${reference}`, email: null, name: null },
    order: null,
    assignee: emailOf(fieldsOf(row.assignee).email),
    tags: listOf(fieldsOf(row.tags).tags ?? row.tags).flatMap((tag) => firstText(tag.name) ?? []),
    locale: firstText(fieldsOf(row.custom_attributes).Language),
    messages: [...(hasWords(first) ? [first] : []), ...spoken].map((part, index) => partOf(part, index, reference)),
  }
}

function hasWords(part: Fields): boolean {
  return firstText(part.body) !== null || listOf(part.attachments).length > 0
}

function partOf(part: Fields, index: number, reference: string): PastMessage {
  const author = fieldsOf(part.author)
  return {
    reference: firstText(part.id) ?? `${reference}-${index}`,
    at: timeOf(part.created_at, `conversation_parts[${index}].created_at`),
    author: { kind: kindOf(author), name: firstText(author.name), email: emailOf(author.email) },
    text: htmlToText(firstText(part.body) ?? ''),
    note: firstText(part.part_type)?.startsWith('note') ?? false,
    files: listOf(part.attachments).flatMap((file) => firstText(file.name) ?? []),
  }
}

function kindOf({ type }: Fields): PastMessage['author']['kind'] {
  if (type === 'bot') return 'assistant'
  return type === 'admin' || type === 'team' ? 'staff' : 'shopper'
}

/** Whoever wrote as a user or lead; their address stands beside what they wrote. */
function contactOf(row: Fields, parts: readonly Fields[]): PastConversation['customer'] | undefined {
  const author = parts
    .map((part) => fieldsOf(part.author))
    .find((each) => kindOf(each) === 'shopper' && each.type !== undefined)
  const [contact = {}] = listOf(fieldsOf(row.contacts).contacts ?? row.contacts)
  const reference = firstText(contact.id, author?.id)
  if (reference === null) return undefined
  return { reference, email: emailOf(contact.email ?? author?.email), name: firstText(contact.name, author?.name) }
}
