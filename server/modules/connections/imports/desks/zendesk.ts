import { htmlToText } from '#platform/html-to-text'
import type { PastConversation, PastMessage } from '#modules/conversations'
import { emailOf, fieldsOf, firstText, listOf, optionalTime, requiredText, timeOf, type Fields } from './read.ts'

/** A ticket of Zendesk's JSON export: requester and comments stand in it. */
export function isZendeskTicket(row: Fields): boolean {
  return Array.isArray(row.comments) && ('requester' in row || 'requester_id' in row)
}

export function zendeskTicket(row: Fields): PastConversation {
  const reference = requiredText(row, 'id')
  const requester = fieldsOf(row.requester)
  const requesterId = firstText(requester.id, row.requester_id) ?? emailOf(requester.email) ?? `of-${reference}`
  const openedAt = timeOf(row.created_at, 'created_at')
  const isDone = ['solved', 'closed'].includes(firstText(row.status)?.toLowerCase() ?? '')
  const users = usersOf(row)
  return {
    reference,
    subject: firstText(row.subject, row.raw_subject) ?? '',
    channel: channelOf(firstText(fieldsOf(row.via).channel, row.channel)),
    state: isDone ? 'resolved' : 'open',
    openedAt,
    resolvedAt: isDone
      ? (optionalTime(fieldsOf(row.metric_set).solved_at ?? row.solved_at ?? row.updated_at, 'updated_at') ?? openedAt)
      : null,
    customer: { reference: requesterId, email: emailOf(requester.email), name: firstText(requester.name) },
    order: null,
    assignee: emailOf(fieldsOf(row.assignee).email),
    tags: Array.isArray(row.tags) ? row.tags.flatMap((tag) => firstText(tag) ?? []) : [],
    locale: firstText(requester.locale),
    messages: listOf(row.comments).map((comment, index) => commentOf(comment, index, { row, requesterId, users })),
  }
}

interface Around {
  row: Fields
  requesterId: string
  users: ReadonlyMap<string, Fields>
}

function commentOf(comment: Fields, index: number, { row, requesterId, users }: Around): PastMessage {
  const embedded = fieldsOf(comment.author)
  const authorId = firstText(comment.author_id, embedded.id) ?? ''
  const user = Object.keys(embedded).length > 0 ? embedded : (users.get(authorId) ?? {})
  const others = Array.isArray(row.collaborator_ids) ? row.collaborator_ids.map((id) => firstText(id)) : []
  const role = firstText(user.role)
  const isShopper = authorId === requesterId || (role === null ? others.includes(authorId) : role === 'end-user')
  const html = firstText(comment.html_body)
  return {
    reference: firstText(comment.id) ?? `${requiredText(row, 'id')}-${index}`,
    at: timeOf(comment.created_at, `comments[${index}].created_at`),
    author: { kind: isShopper ? 'shopper' : 'staff', name: firstText(user.name), email: emailOf(user.email) },
    text: firstText(comment.plain_body, comment.body) ?? (html === null ? '' : htmlToText(html)),
    note: comment.public === false,
    files: listOf(comment.attachments).flatMap((file) => firstText(file.file_name, file.filename) ?? []),
  }
}

/** The people who stand in the ticket, by id. */
function usersOf(row: Fields): Map<string, Fields> {
  const people = [row.requester, row.submitter, row.assignee]
    .map(fieldsOf)
    .concat(listOf(row.collaborator), listOf(row.users))
  return new Map(people.flatMap((user) => (firstText(user.id) === null ? [] : [[firstText(user.id) ?? '', user]])))
}

function channelOf(via: string | null): PastConversation['channel'] {
  switch (via?.toLowerCase()) {
    case 'email':
    case 'mail':
      return 'mail'
    case 'web':
    case 'web_form':
    case 'contact_form':
      return 'web'
    case 'voice':
    case 'phone':
    case 'phone_call':
    case 'aircall':
      return 'call'
    case 'chat':
    case 'messaging':
    case 'native_messaging':
    case 'gorgias_chat':
      return 'chat'
    default:
      return 'import'
  }
}

export { channelOf }
