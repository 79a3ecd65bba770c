import { findCodeRequest, mailedLinkUrl, orderUrl } from '#modules/customers'
import { loadOrders } from '#modules/orders'
import { findSellerInvitation, sellerInvitationUrl } from '#modules/sellers'
import { findInvitation, invitationUrl } from '#modules/staff'
import {
  conversationUrl,
  drawTranscript,
  loadConversations,
  transcriptOf,
  writeTranscript,
} from '#modules/conversations'
import { findStore } from '#modules/stores'
import { findSurvey, surveyUrl } from '#modules/surveys'
import { findLink } from '#platform/auth/mailed-links'
import { codeOf } from '#platform/auth/one-time-codes'
import { job, type JobContext } from '#platform/jobs/job'
import { OutsideError } from '#platform/outside-error'
import { tablesOf } from '#platform/tables'
import { escapeHtml } from '#platform/escape-html'
import { notificationSent } from '../events.ts'
import { fillIn } from '../hidden.ts'
import { handOver, mailFrameOf, type MailAttachment, type OutgoingMail } from '#modules/mail'
import { senderOf } from '../sender-of.ts'
import { topics, wayOf, type Topic } from '../topics.ts'
import { unsubscribeToken } from '../unsubscribe/unsubscribe-token.ts'
import type { HiddenValue, NotificationRow, NotificationTables } from '../tables.ts'
import type { Selectable } from 'kysely'

const db = tablesOf<NotificationTables>()

type Row = Selectable<NotificationRow>

/** Hands one mail to the mail server. Tried again while the server is away; the same message id lets mail programs drop a double. */
export const sendNotification = job<{ notificationId: string }>(
  'notifications.send',
  { retryLimit: 12, retryDelaySeconds: 5, concurrency: 4 },
  async (context, { notificationId }) => {
    const row = await db(context.app)
      .selectFrom('notification')
      .selectAll()
      .where('store_id', '=', context.app.storeId)
      .where('id', '=', notificationId)
      .executeTakeFirst()
    if (row?.state !== 'queued') return
    const values = await hiddenValuesOf(context, row)
    if (!values) return finish(context, row, 'suppressed', 'lapsed')
    const base = new Map([['base', context.app.config.publicUrl]])
    const token = await unsubscribeTokenOf(context, row)
    const stop = new Map(token ? [['unsubscribe', `${context.app.config.publicUrl}/unsubscribe?token=${token}`]] : [])
    try {
      const { mail, mailboxId } = await mailOf(context, row, new Map([...base, ...stop, ...values]), token)
      await handOver(context, mail, mailboxId)
    } catch (error) {
      await afterFailure(context, row, error)
      return
    }
    await finish(context, row, 'sent', null)
  },
)

// Undefined when what the mail is about is over: a code that was used, a link that was replaced.
async function hiddenValuesOf(context: JobContext, row: Row): Promise<Map<string, string> | undefined> {
  const values = new Map<string, string>()
  for (const [name, { kind, id }] of Object.entries(row.hidden)) {
    const value = await hiddenValues[kind](context, id)
    if (value === undefined) return undefined
    values.set(name, value)
  }
  return values
}

const hiddenValues: Record<HiddenValue['kind'], (context: JobContext, id: string) => Promise<string | undefined>> = {
  sign_in_code: async (context, id) =>
    (await findCodeRequest(context.read(), id)) ? codeOf(context.app.config, id) : undefined,
  reset_link: (context, id) => mailedLink(context, id, 'reset-password'),
  undo_link: (context, id) => mailedLink(context, id, 'undo'),
  staff_invitation: async (context, id) =>
    (await findInvitation(context.read(), id)) ? invitationUrl(context.app.config, id) : undefined,
  seller_invitation: async (context, id) =>
    (await findSellerInvitation(context.read(), id)) ? sellerInvitationUrl(context.app.config, id) : undefined,
  conversation_link: async ({ app }, id) => conversationUrl(app.config, id, app.clock.now()),
  order_link: (context, id) => openOrder(context, id, 'order'),
  order_problem_link: (context, id) => openOrder(context, id, 'problem'),
  survey_yes: (context, id) => openSurvey(context, id, 'yes'),
  survey_no: (context, id) => openSurvey(context, id, 'no'),
}

async function mailedLink(
  context: JobContext,
  id: string,
  page: 'reset-password' | 'undo',
): Promise<string | undefined> {
  return (await findLink(context.read(), id)) ? mailedLinkUrl(context.app.config, id, page) : undefined
}

async function openOrder(context: JobContext, orderId: string, then: 'order' | 'problem'): Promise<string | undefined> {
  const [order] = await loadOrders(context.read(), [orderId])
  const { config, clock } = context.app
  return order && orderUrl(config, { orderId, customerId: order.row.customer_id }, then, clock.now())
}

async function openSurvey(context: JobContext, id: string, solved: 'yes' | 'no'): Promise<string | undefined> {
  const survey = await findSurvey(context.read(), id)
  return survey && survey.expires_at > context.app.clock.now() ? surveyUrl(context.app.config, id, solved) : undefined
}

/** What was said, once to print and once as it was written; made when the mail leaves, and kept nowhere else. */
async function attachmentsOf(context: JobContext, row: Row): Promise<MailAttachment[]> {
  if (row.template !== 'transcript' || row.about_id === null) return []
  const conversation = (await loadConversations(context.read(), [row.about_id])).get(row.about_id)
  if (!conversation) return []
  const transcript = await transcriptOf(context.read(), conversation, { locale: row.locale })
  const name = conversation.reference
  return [
    { name: `${name}.pdf`, contentType: 'application/pdf', content: await drawTranscript(transcript) },
    {
      name: `${name}.txt`,
      contentType: 'text/plain; charset=utf-8',
      content: Buffer.from(writeTranscript(transcript)),
    },
  ]
}

async function mailOf(
  context: JobContext,
  row: Row,
  values: ReadonlyMap<string, string>,
  token: string | undefined,
): Promise<{ mail: OutgoingMail; mailboxId: string | undefined }> {
  const { config } = context.app
  const store = await findStore(context.read())
  const sender = senderOf(config.mailFrom, store)
  const about = row.about_kind === 'conversation' ? row.about_id : null
  const { mailboxId, ...frame } = about
    ? await mailFrameOf(context.read(), config, { id: row.id, conversationId: about })
    : { mailboxId: undefined, from: undefined, headers: {} }
  const attachments = await attachmentsOf(context, row)
  const inHtml = new Map([...values].map(([name, value]) => [name, escapeHtml(value)]))
  const isAcknowledgement = row.template === 'mail_received'
  const mail: OutgoingMail = {
    key: row.id,
    to: { address: row.to_address },
    ...(store.supportEmail ? { replyTo: { name: store.name, address: store.supportEmail } } : {}),
    subject: fillIn(row.subject, values),
    text: fillIn(row.body_text, values),
    html: fillIn(row.body_html, inHtml),
    ...(attachments.length > 0 ? { attachments } : {}),
    messageId: `${row.id}@${sender.address.split('@')[1] || 'makeright.invalid'}`,
    ...frame,
    from: frame.from ?? sender,
    // Nobody's machine is to answer an acknowledgement (RFC 3834 3.3).
    ...(isAcknowledgement ? { envelopeFrom: '' } : {}),
    headers: {
      ...frame.headers,
      'Auto-Submitted': isAcknowledgement ? 'auto-replied' : 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      ...(token ? oneClick(`${config.publicUrl}/api/v1/unsubscribe?token=${token}`) : {}),
    },
  }
  return { mail, mailboxId }
}

/** What lets a mail program show a button of its own that ends this kind of mail (RFC 2369, RFC 8058). */
function oneClick(url: string): Record<string, string> {
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
}

// Nobody unsubscribes from what always comes, or from what goes to an address without an account.
async function unsubscribeTokenOf({ app }: JobContext, row: Row): Promise<string | undefined> {
  const { customer_id: customerId } = row
  if (customerId === null) return undefined
  const about = (await topicsOf(app, row)).filter((topic) => topic in topics && wayOf(topic, 'email') !== 'always')
  return about.length === 0 ? undefined : unsubscribeToken(app.config, { customerId, topics: about }, app.clock.now())
}

/** What a mail is about; several things, where it tells several pieces of news. */
async function topicsOf(app: JobContext['app'], row: Row): Promise<Topic[]> {
  if (row.template !== 'news_digest') return [row.topic as Topic]
  const rows = await db(app)
    .selectFrom('notification')
    .select('topic')
    .distinct()
    .where('store_id', '=', row.store_id)
    // Of the same shopper, which is what an index finds them by.
    .where('customer_id', '=', row.customer_id)
    .where('bundled_into', '=', row.id)
    .orderBy('topic')
    .execute()
  return rows.map(({ topic }) => topic as Topic)
}

async function afterFailure(context: JobContext, row: Row, error: unknown): Promise<void> {
  const refused = error instanceof OutsideError && error.outcome === 'refused'
  const code = error instanceof OutsideError ? error.code : 'failed'
  if (refused || context.isLastTry) return finish(context, row, 'failed', code)
  await db(context.app)
    .updateTable('notification')
    .set((set) => ({ attempts: set('attempts', '+', 1), failure: code }))
    .where('store_id', '=', row.store_id)
    .where('id', '=', row.id)
    .execute()
  throw error
}

// What is kept of the mail names the real address of its button, but never a code or a link that opens something.
async function finish(
  context: JobContext,
  row: Row,
  state: 'sent' | 'failed' | 'suppressed',
  failure: string | null,
): Promise<void> {
  const base = new Map([['base', context.app.config.publicUrl]])
  await context.transact(async (work) => {
    const { numUpdatedRows } = await db(work)
      .updateTable('notification')
      .set((set) => ({
        state,
        failure,
        attempts: set('attempts', '+', 1),
        sent_at: state === 'sent' ? work.now : null,
        body_text: fillIn(row.body_text, base),
        body_html: fillIn(row.body_html, base),
        // The last mail to somebody whose account is gone: nothing of them is to be left.
        ...(row.template === 'erasure_done' ? { to_address: '' } : {}),
      }))
      .where('store_id', '=', row.store_id)
      .where('id', '=', row.id)
      .where('state', '=', 'queued')
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return
    await work.emit(
      notificationSent,
      {
        kind: 'notification',
        id: row.id,
        customerId: row.customer_id ?? undefined,
        orderId: row.order_id ?? undefined,
      },
      { notificationId: row.id, template: row.template, state, failure },
    )
  })
}
