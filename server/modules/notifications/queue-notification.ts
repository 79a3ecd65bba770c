import { findCustomer } from '#modules/customers'
import { undeliverableAmong } from '#modules/mail'
import { findStaff } from '#modules/staff'
import { findStore } from '#modules/stores'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { composeMail } from './compose.ts'
import { notificationQueued } from './events.ts'
import { placeholderOf } from './hidden.ts'
import { sendNotification } from './jobs/send-notification.ts'
import { voiceFor } from './locale.ts'
import { wants } from './preferences.ts'
import type { NotificationTables } from './tables.ts'
import { topicOf, type TemplateName, type TemplateParams } from './templates.ts'

const db = tablesOf<NotificationTables>()

/** One mail to one person about one fact. */
export interface NotificationRequest<T extends TemplateName> {
  template: T
  params: TemplateParams[T]
  /** A shopper or somebody who works here, whose address and language are on record; or an address that somebody typed. */
  to: { customerId: string } | { staffId: string } | { address: string; locale?: string | null }
  /** One mail per fact: the same key again writes nothing. */
  dedupeKey: string
  about?: { kind: string; id: string }
  orderId?: string
  /** The store's order number, and what people say on the phone; shown under the mail. */
  order?: string
  reference?: string
  /** Where the button leads, below the store's public address: `/orders/ord_…`. */
  path?: string
}

/**
 * Writes a mail in this transaction, in the reader's language, and has it sent once the transaction is there. Without an
 * address that takes mail, or when the shopper does not want its kind, it is kept as suppressed. Answers its id; undefined when the fact was
 * told already.
 */
export async function queueNotification<T extends TemplateName>(
  work: Work,
  request: NotificationRequest<T>,
): Promise<string | undefined> {
  const [store, reader] = [await findStore(work), await readerOf(work, request.to)]
  const voice = voiceFor(reader.locale, store.locale)
  const mail = composeMail(
    request.template,
    request.params,
    { ...voice, zone: reader.timeZone ?? store.timeZone },
    {
      storeName: store.name,
      ...('staffId' in request.to ? {} : { helpUrl: `${placeholderOf('base')}/help` }),
      order: request.order,
      reference: request.reference,
      url: request.path === undefined ? undefined : `${placeholderOf('base')}${request.path}`,
    },
  )
  const topic = topicOf[request.template]
  const unwanted = reader.customerId !== undefined && !(await wants(work, reader.customerId, topic))
  const failure =
    reader.address === null
      ? 'no_address'
      : unwanted
        ? 'unwanted'
        : (await isUndeliverable(work, reader.address, topic))
          ? 'undeliverable'
          : null
  const id = work.newId('ntf')
  const inserted = await db(work)
    .insertInto('notification')
    .values({
      store_id: work.storeId,
      id,
      customer_id: reader.customerId ?? null,
      template: request.template,
      topic,
      channel: 'email',
      to_address: reader.address ?? '',
      locale: voice.locale,
      subject: mail.subject,
      body_text: mail.text,
      body_html: mail.html,
      about_kind: request.about?.kind ?? null,
      about_id: request.about?.id ?? null,
      order_id: request.orderId ?? null,
      state: failure === null ? 'queued' : 'suppressed',
      dedupe_key: request.dedupeKey,
      hidden: JSON.stringify(mail.hidden),
      failure,
      attempts: 0,
      created_at: work.now,
    })
    .onConflict((conflict) => conflict.columns(['store_id', 'dedupe_key']).doNothing())
    .returning('state')
    .executeTakeFirst()
  if (!inserted) return undefined
  const state = inserted.state === 'queued' ? 'queued' : 'suppressed'
  await work.emit(
    notificationQueued,
    { kind: 'notification', id, customerId: reader.customerId, orderId: request.orderId },
    { notificationId: id, template: request.template, state },
  )
  if (state === 'queued') await work.enqueue(sendNotification, { notificationId: id }, { key: id })
  return id
}

// Signing in is always tried: whoever asks for a code may have a new mailbox under the old address.
async function isUndeliverable(work: Work, address: string, topic: string): Promise<boolean> {
  return topic !== 'sign_in' && (await undeliverableAmong(work, [address])).size > 0
}

interface MailReader {
  address: string | null
  locale: string | null
  timeZone: string | null
  customerId?: string
}

async function readerOf(work: Work, to: NotificationRequest<TemplateName>['to']): Promise<MailReader> {
  if ('customerId' in to) {
    const customer = await findCustomer(work, to.customerId)
    return { address: customer.email, locale: customer.locale, timeZone: customer.timeZone, customerId: customer.id }
  }
  if ('staffId' in to) {
    const person = (await findStaff(work, [to.staffId])).get(to.staffId)
    return { address: person?.active ? person.email : null, locale: null, timeZone: null }
  }
  return { address: to.address, locale: to.locale ?? null, timeZone: null }
}
