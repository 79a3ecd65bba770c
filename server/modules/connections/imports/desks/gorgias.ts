import { htmlToText } from '#platform/html-to-text'
import type { PastConversation, PastMessage } from '#modules/conversations'
import { emailOf, fieldsOf, firstText, listOf, optionalTime, requiredText, timeOf, type Fields } from './read.ts'
import { channelOf } from './zendesk.ts'

/** A ticket of Gorgias with its messages in it. */
export function isGorgiasTicket(row: Fields): boolean {
  return Array.isArray(row.messages) && 'created_datetime' in row
}

export function gorgiasTicket(row: Fields): PastConversation {
  const reference = requiredText(row, 'id')
  const customer = fieldsOf(row.customer ?? row.requester)
  const openedAt = timeOf(row.created_datetime, 'created_datetime')
  const isDone = firstText(row.status)?.toLowerCase() === 'closed'
  const name = firstText(customer.name, [customer.firstname, customer.lastname].filter(Boolean).join(' '))
  return {
    reference,
    subject: firstText(row.subject) ?? '',
    channel: channelOf(firstText(row.channel, row.via)),
    state: isDone ? 'resolved' : 'open',
    openedAt,
    resolvedAt: isDone
      ? (optionalTime(row.closed_datetime ?? row.updated_datetime, 'closed_datetime') ?? openedAt)
      : null,
    customer: {
      reference: firstText(customer.id) ?? emailOf(customer.email) ?? `of-${reference}`,
      email: emailOf(customer.email),
      name,
    },
    order: null,
    assignee: emailOf(fieldsOf(row.assignee_user).email),
    tags: (Array.isArray(row.tags) ? row.tags : []).flatMap((tag) => firstText(tag, fieldsOf(tag).name) ?? []),
    locale: firstText(row.language, customer.language),
    messages: listOf(row.messages).map((message, index) => messageOf(message, index, reference)),
  }
}

function messageOf(message: Fields, index: number, ticket: string): PastMessage {
  const sender = fieldsOf(message.sender)
  const html = firstText(message.body_html)
  const at = message.sent_datetime ?? message.created_datetime
  return {
    reference: firstText(message.id) ?? `${ticket}-${index}`,
    at: timeOf(at, `messages[${index}].created_datetime`),
    author: {
      kind: message.from_agent === true ? 'staff' : 'shopper',
      name: firstText(sender.name, [sender.firstname, sender.lastname].filter(Boolean).join(' ')),
      email: emailOf(sender.email),
    },
    text: firstText(message.body_text) ?? (html === null ? '' : htmlToText(html)),
    note: message.public === false || message.channel === 'internal-note',
    files: listOf(message.attachments).flatMap((file) => firstText(file.name) ?? []),
  }
}
