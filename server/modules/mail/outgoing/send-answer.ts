import { findAnswer, loadConversations, type MessageRow, textSent } from '#modules/conversations'
import { findStore } from '#modules/stores'
import { assert } from '#platform/errors'
import { job, type JobContext } from '#platform/jobs/job'
import { OutsideError } from '#platform/outside-error'
import { tablesOf } from '#platform/tables'
import { addMinutes } from '#platform/time'
import { limits } from '../../../limits.ts'
import { writeReply } from '../compose/write-reply.ts'
import { attachmentsOf } from './attachments-of.ts'
import { handOver } from './hand-over.ts'
import { type OutgoingMail, RecipientRefused } from './ports.ts'
import { findMailbox } from '../follow-mailbox.ts'
import type { MailTables } from '../tables.ts'
import { threadKeyOf } from '../thread-key.ts'
import { noteFailure } from './note-failure.ts'
import { nonceOf } from './mail-frame.ts'
import { mailThreadOf, referencesOf } from './mail-thread.ts'
import { writeForward } from './write-forward.ts'
import { changeOutbound, findOutbound, type OutboundMail } from './outbound.ts'

const db = tablesOf<MailTables>()

/**
 * Hands an answer, or what is forwarded, to the mail server under an id of its own, tried again while the server is away: mail programs drop a double by the id.
 * What the server refuses for good is shown on the answer, and the matter is open again.
 */
export const sendAnswer = job<{ id: string }>(
  'mail.send-answer',
  { retryLimit: 32, retryDelaySeconds: 5, retryDelayMaxSeconds: 3_600, concurrency: 4, timeoutSeconds: 120 },
  async (context, { id }) => {
    const mail = await findOutbound(context.read(), { id })
    if (mail?.state !== 'waiting') return
    if (await isTooFast(context, mail)) {
      await context.transact((work) =>
        work.enqueue(sendAnswer, { id }, { key: id, startAfterSeconds: limits.mail.paceSeconds }),
      )
      return
    }
    const written = await write(context, mail)
    if (!written) {
      await context.transact((work) => changeOutbound(work, mail, { state: 'taken_back' }))
      return
    }
    const tried = { mail_message_id: written.messageId, attempts: mail.attempts + 1 }
    // Known before it leaves: a report about it may come back sooner than the server's own answer.
    if (!(await context.transact((work) => changeOutbound(work, mail, tried)))) return
    const now = { ...mail, ...tried, version: mail.version + 1 }
    try {
      await handOver(context, written, mail.mailbox_id)
    } catch (error) {
      await afterFailure(context, now, error)
      return
    }
    await context.transact(async (work) => {
      await changeOutbound(work, now, { state: 'sent', sent_at: work.now, failure: null })
    })
  },
)

async function isTooFast({ app, read }: JobContext, { to_address: address }: OutboundMail): Promise<boolean> {
  const { count } = await db(app)
    .selectFrom('outbound_mail')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('store_id', '=', app.storeId)
    .where((row) =>
      row(row.fn('lower', [row.fn('split_part', ['to_address', row.val('@'), row.val(2)])]), '=', domainOf(address)),
    )
    .where('sent_at', '>', addMinutes(read().now, -1))
    .executeTakeFirstOrThrow()
  return Number(count) >= limits.mail.perDomainMinute
}

async function write(context: JobContext, mail: OutboundMail): Promise<OutgoingMail | undefined> {
  if (mail.forwards_message_id !== null) return await writeForward(context, mail, mail.forwards_message_id)
  const reader = context.read()
  const [answer, thread, mailbox, store] = await Promise.all([
    findAnswer(reader, mail.message_id),
    mailThreadOf(reader, mail.conversation_id),
    findMailbox(reader, mail.mailbox_id),
    findStore(reader),
  ])
  if (!answer) return undefined
  const conversation = (await loadConversations(reader, [mail.conversation_id])).get(mail.conversation_id)
  assert(conversation && mailbox, 'an answer has its conversation and its mailbox')
  return writeReply(
    {
      key: mail.id,
      conversationId: conversation.id,
      from: { name: mailbox.name || store.name, address: mailbox.address },
      to: { name: mail.to_name, address: mail.to_address },
      cc: mail.cc,
      subject: mail.subject || conversation.subject,
      text: `${textSent({ kind: answer.message.author_kind }, answer.message.body)}${signature(answer.message, store.name, conversation.reference)}`,
      language: conversation.locale ?? store.locale,
      inReplyTo: mail.in_reply_to,
      references: thread ? await referencesOf(reader, thread) : [],
      attachments: await attachmentsOf(context, answer.files),
      nonce: nonceOf(mail.id),
    },
    threadKeyOf(context.app.config),
  )
}

// RFC 3676 4.3: what stands below "-- " is no part of what was said, and is folded when it comes back.
function signature({ author_name: name }: MessageRow, store: string, reference: string): string {
  return `\n\n-- \n${[name, store].filter(Boolean).join(', ')}\n${reference}`
}

async function afterFailure(context: JobContext, mail: OutboundMail, error: unknown): Promise<void> {
  const isRefused = error instanceof OutsideError && error.outcome === 'refused'
  const code = error instanceof OutsideError ? error.code : 'failed'
  if (!isRefused && !context.isLastTry) {
    await context.transact((work) => changeOutbound(work, mail, { failure: code }))
    throw error
  }
  const own = error instanceof RecipientRefused ? error.answers.get(mail.to_address.toLowerCase()) : undefined
  const status = own ?? /^smtp_(\d{3})$/.exec(code)?.[1] ?? ''
  await context.transact((work) =>
    noteFailure(work, mail, { failure: code, status, diagnostic: '', address: null, isProved: own !== undefined }),
  )
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase()
}
