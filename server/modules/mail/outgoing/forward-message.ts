import {
  familiesOf,
  findSaid,
  type LockedConversation,
  lockVisible,
  postMessage,
  requireJoined,
  type Said,
} from '#modules/conversations'
import { findStore } from '#modules/stores'
import { forbidden, invalid, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import { addMinutes } from '#platform/time'
import type { Work } from '#platform/work'
import { limits } from '../../../limits.ts'
import type { OutgoingMail } from '../contract.ts'
import { outboundMailChanged } from '../events.ts'
import { isOwnAddress, ownAddressesOf } from '../own-addresses.ts'
import { readSubject } from '../reading/subject.ts'
import type { MailTables } from '../tables.ts'
import { forwardedFiles } from './forwarded-files.ts'
import { defaultMailbox, mailThreadOf } from './mail-thread.ts'
import { presentOutgoing } from './queries.ts'
import { requireRoom } from './require-sendable.ts'
import { sendAnswer } from './send-answer.ts'
import { undeliverableAmong } from './undeliverable.ts'
import { mailWords } from './words.ts'

const db = tablesOf<MailTables>()

interface ForwardInput {
  id: string
  messageId: string
  to: string
  /** What the colleague says about it. */
  text?: string | undefined
}

/**
 * Has something that was said leave to somebody outside, with all its files, through the mailbox of its conversation. A note says so to
 * colleagues; the shopper hears nothing of it. It may be forwarded by whoever may answer.
 */
export async function forwardMessage(
  work: Work,
  { id, messageId, to, text = '' }: ForwardInput,
): Promise<OutgoingMail> {
  if (work.actor.kind !== 'staff') return forbidden()
  const { staffId } = work.actor
  const locked = await requireJoined(work, await lockVisible(work, id), staffId)
  const said = await requireSaid(work, locked, messageId)
  await requireOutside(work, to)
  await requireFew(work, staffId)
  requireRoom((await forwardedFiles(work, said)).map(({ file }) => file))
  const thread = await mailThreadOf(work, locked.root.id)
  const mailbox = thread?.mailbox ?? (await defaultMailbox(work, locked.root.id))
  if (!mailbox) return refuse('no_mailbox', undefined, 'The store has no mailbox that this could leave from.')
  const { forwardedTo } = mailWords((await findStore(work)).locale)
  const note = await postMessage(work, {
    id: locked.row.id,
    kind: 'note',
    text: [forwardedTo(to), text].filter(Boolean).join('\n\n'),
  })
  const mail = await db(work)
    .insertInto('outbound_mail')
    .values({
      store_id: work.storeId,
      id: work.newId('omx'),
      conversation_id: locked.root.id,
      message_id: note.message.id,
      mailbox_id: mailbox.id,
      mail_message_id: null,
      in_reply_to: null,
      to_address: to,
      to_name: '',
      subject: readSubject(thread?.last.subject || locked.root.subject).bare,
      state: 'waiting',
      created_at: work.now,
      forwards_message_id: messageId,
      forwarded_by: staffId,
      forward_words: text,
      version: 1,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  await work.emit(
    outboundMailChanged,
    { kind: 'desk', id: locked.root.id },
    {
      outboundMailId: mail.id,
      conversationId: locked.root.id,
      messageId: note.message.id,
      state: 'waiting',
      failure: null,
    },
  )
  await work.enqueue(sendAnswer, { id: mail.id }, { key: mail.id })
  return presentOutgoing(mail)
}

// Notes are for colleagues, and stay among them.
async function requireSaid(work: Work, { root }: LockedConversation, messageId: string): Promise<Said> {
  const said = await findSaid(work, messageId)
  const family = (await familiesOf(work, [root.id])).get(root.id) ?? [root.id]
  if (!said || !family.includes(said.message.conversation_id))
    return refuse(
      'nothing_to_forward',
      undefined,
      'Only what was said in this conversation can be forwarded, and not a note or what was taken back.',
    )
  return said
}

async function requireOutside(work: Work, to: string): Promise<void> {
  const address = to.toLowerCase()
  if (isOwnAddress(address, await ownAddressesOf(work)))
    invalid('to', 'to should be somebody outside: this is an address of the store itself.', 'own_address')
  if ((await undeliverableAmong(work, [address])).size > 0)
    invalid('to', 'to should exist: a mail server said that this address does not.', 'undeliverable_address')
}

async function requireFew(work: Work, staffId: string): Promise<void> {
  const { count } = await db(work)
    .selectFrom('outbound_mail')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('store_id', '=', work.storeId)
    .where('forwarded_by', '=', staffId)
    .where('created_at', '>', addMinutes(work.now, -60))
    .executeTakeFirstOrThrow()
  if (Number(count) >= limits.mail.forwardsPerHour)
    refuse(
      'too_many_forwards',
      { perHour: limits.mail.forwardsPerHour },
      `Up to ${limits.mail.forwardsPerHour} messages can be forwarded in an hour. Please go on a little later.`,
    )
}
