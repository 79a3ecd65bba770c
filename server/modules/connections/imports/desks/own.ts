import { htmlToText } from '#platform/html-to-text'
import type { PastConversation, PastMessage } from '#modules/conversations'
import { emailOf, fault, fieldsOf, firstText, listOf, optionalTime, requiredText, timeOf, type Fields } from './read.ts'

const channels = ['mail', 'chat', 'call', 'web'] as const
const authors = ['shopper', 'staff', 'assistant'] as const

/** Our own plain shape, for every other desk. */
export function ownConversation(row: Fields): PastConversation {
  const customer = fieldsOf(row.customer)
  const email = emailOf(customer.email)
  const channel = firstText(row.channel)
  const openedAt = timeOf(row.openedAt, 'openedAt')
  const isDone = row.state === 'resolved'
  if (row.state !== undefined && row.state !== 'open' && !isDone)
    fault('invalid_value', 'state should be open or resolved.', 'state')
  return {
    reference: requiredText(row, 'reference'),
    subject: firstText(row.subject) ?? '',
    channel: channels.find((each) => each === channel) ?? 'import',
    state: isDone ? 'resolved' : 'open',
    openedAt,
    resolvedAt: isDone ? (optionalTime(row.resolvedAt, 'resolvedAt') ?? openedAt) : null,
    customer: {
      reference:
        firstText(customer.reference) ??
        email ??
        fault('missing_field', 'customer needs a reference or an e-mail.', 'customer'),
      email,
      name: firstText(customer.name),
    },
    order: firstText(row.order),
    assignee: emailOf(row.assignee),
    tags: Array.isArray(row.tags) ? row.tags.flatMap((tag) => firstText(tag) ?? []) : [],
    locale: firstText(row.locale),
    messages: listOf(row.messages).map(messageOf),
  }
}

function messageOf(message: Fields, index: number): PastMessage {
  const at = `messages[${index}]`
  const kind = authors.find((each) => each === fieldsOf(message.author).kind)
  const html = firstText(message.html)
  return {
    reference: firstText(message.reference) ?? fault('missing_field', `${at}.reference is missing.`, `${at}.reference`),
    at: timeOf(message.at, `${at}.at`),
    author: {
      kind:
        kind ?? fault('invalid_value', `${at}.author.kind should be shopper, staff or assistant.`, `${at}.author.kind`),
      name: firstText(fieldsOf(message.author).name),
      email: emailOf(fieldsOf(message.author).email),
    },
    text: firstText(message.text) ?? (html === null ? '' : htmlToText(html)),
    note: message.note === true,
    files: Array.isArray(message.files) ? message.files.flatMap((file) => firstText(file) ?? []) : [],
  }
}
