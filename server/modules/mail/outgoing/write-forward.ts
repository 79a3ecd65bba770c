import { findSaid, loadConversations } from '#modules/conversations'
import { findStaff } from '#modules/staff'
import { findStore } from '#modules/stores'
import { assert } from '#platform/errors'
import type { JobContext } from '#platform/jobs/job'
import { inHtml } from '../compose/write-reply.ts'
import { findMailbox } from '../follow-mailbox.ts'
import { forwardAddress, forwardMessageId, returnPath } from '../thread-address.ts'
import { threadKeyOf } from '../thread-key.ts'
import { attachmentsOf } from './attachments-of.ts'
import { forwardedFiles } from './forwarded-files.ts'
import type { OutboundMail } from './outbound.ts'
import type { OutgoingMail } from './ports.ts'
import { mailWords } from './words.ts'

/**
 * What is forwarded as it leaves: the colleague's words, and below them who said what when, with all its files. It is of no thread
 * with the shopper, and names nothing of them but what was said. Undefined when that was taken back meanwhile.
 */
export async function writeForward(
  context: JobContext,
  mail: OutboundMail,
  messageId: string,
): Promise<OutgoingMail | undefined> {
  const reader = context.read()
  const [said, mailbox, store, staff] = await Promise.all([
    findSaid(reader, messageId),
    findMailbox(reader, mail.mailbox_id),
    findStore(reader),
    findStaff(reader, [mail.forwarded_by ?? '']),
  ])
  if (!said) return undefined
  const conversation = (await loadConversations(reader, [mail.conversation_id])).get(mail.conversation_id)
  assert(conversation && mailbox, 'what is forwarded has its conversation and its mailbox')
  const { message } = said
  const words = mailWords(store.locale)
  const at = new Intl.DateTimeFormat(store.locale, { dateStyle: 'long', timeStyle: 'short', timeZone: store.timeZone })
  // Whoever wrote without a name is called by their address.
  const author = message.author_name.includes('@') ? '' : message.author_name
  const quoted = [
    `${words.from}: ${author || words.shopper}`,
    `${words.date}: ${at.format(message.created_at)}`,
    ...(mail.subject ? [`${words.subject}: ${mail.subject}`] : []),
    '',
    ...message.body.split('\n'),
  ]
  const text = [
    ...(mail.forward_words ? [mail.forward_words, ''] : []),
    [staff.get(mail.forwarded_by ?? '')?.name, store.name].filter(Boolean).join(', '),
    conversation.reference,
    '',
    `${words.forwarded}:`,
    ...quoted.map((line) => `> ${line}`.trimEnd()),
  ].join('\n')
  const key = threadKeyOf(context.app.config)
  const name = mailbox.name || store.name
  const address = forwardAddress(mail.id, mailbox.address, key) ?? mailbox.address
  return {
    key: mail.id,
    from: { name, address: mailbox.address },
    to: { address: mail.to_address },
    replyTo: { name, address },
    envelopeFrom: returnPath(mail.id, mailbox.address, key) ?? address,
    subject: `Fwd: ${mail.subject || conversation.reference}`,
    text,
    html: inHtml(text, store.locale),
    messageId: forwardMessageId(mail.id, key),
    attachments: await attachmentsOf(context, await forwardedFiles(reader, said)),
  }
}
