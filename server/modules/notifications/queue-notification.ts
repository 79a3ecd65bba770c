import { findCustomer } from '#modules/customers'
import { undeliverableAmong } from '#modules/mail'
import { findStaff } from '#modules/staff'
import { findStore } from '#modules/stores'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { audienceOf, isAboutAccount, isAlways } from './audience.ts'
import { holdMail } from './bundles/hold-mail.ts'
import { composeMail, type ComposedMail } from './compose.ts'
import { notificationQueued } from './events.ts'
import { placeholderOf } from './hidden.ts'
import { postNotice } from './inbox/post-notice.ts'
import { sendNotification } from './jobs/send-notification.ts'
import { voiceFor } from './locale.ts'
import { preferencesOf, type Wanted } from './preferences.ts'
import { queueShort } from './short/queue-short.ts'
import type { NotificationTables } from './tables.ts'
import { topicOf, type TemplateName, type TemplateParams } from './templates.ts'
import { wayOf } from './topics.ts'

const db = tablesOf<NotificationTables>()

/** One fact that one person is told. */
export interface NotificationRequest<T extends TemplateName> {
  template: T
  params: TemplateParams[T]
  /**
   * A shopper or somebody who works here, whose address and language are on record (`address`: the one from before, to say that it
   * changed); or an address that somebody typed.
   */
  to: { customerId: string; address?: string } | { staffId: string } | { address: string; locale?: string | null }
  /** One mail per fact: the same key again writes nothing. Other channels tell it once each, too. */
  dedupeKey: string
  about?: { kind: string; id: string }
  orderId?: string
  /** The store's order number, and what people say on the phone; shown under the mail. */
  order?: string
  reference?: string
  /** Where the button leads, below the store's public address: `/orders/ord_…`. */
  path?: string
}

/** Whom a fact is told, and how they read it. */
export interface MailReader {
  address: string | null
  locale: string
  zone: string
  customerId?: string
  wanted?: Wanted
}

/**
 * Tells a fact in this transaction, in the reader's language: writes the mail and has it sent once the transaction is there, and puts
 * it into the portal, on the phone and into the browser of a shopper who wants it there. Without an address that takes mail, or when the
 * shopper does not want its kind, the mail is kept as suppressed; what is by itself not mailed leaves no mail at all. Answers the mail's id;
 * undefined when the fact was told already, or is not mailed.
 */
export async function queueNotification<T extends TemplateName>(
  work: Work,
  request: NotificationRequest<T>,
): Promise<string | undefined> {
  const reader = await readerOf(work, request)
  const mail = await composeFor(work, reader, request)
  const isMailed = !reader.wanted || reader.wanted.by.email || wayOf(topicOf[request.template], 'email') !== 'off'
  const id = isMailed ? await queueMail(work, reader, request, mail) : undefined
  if (isMailed && id === undefined) return undefined
  const { customerId, wanted } = reader
  if (customerId === undefined || wanted === undefined) return id
  const told = { ...request, mail, customerId, zone: reader.zone }
  if (wanted.by.app) await postNotice(work, told)
  for (const channel of ['push', 'sms'] as const) if (wanted.by[channel]) await queueShort(work, told, channel)
  return id
}

async function composeFor<T extends TemplateName>(
  work: Work,
  reader: MailReader,
  { template, params, to, order, reference, path }: NotificationRequest<T>,
): Promise<ComposedMail> {
  const base = placeholderOf('base')
  const isShopper = reader.customerId !== undefined
  const audience = audienceOf(template)
  return composeMail(
    template,
    params,
    { ...voiceFor(reader.locale), zone: reader.zone },
    {
      storeName: (await findStore(work)).name,
      ...('staffId' in to || audience === 'seller' ? {} : { helpUrl: `${base}/contact` }),
      order,
      reference,
      url: path === undefined ? undefined : `${base}${path}`,
      baseUrl: base,
      reader: isShopper
        ? 'shopper'
        : 'staffId' in to
          ? 'staff'
          : isAboutAccount(template)
            ? 'shopper'
            : audience === 'seller'
              ? 'seller'
              : 'address',
      ...(isShopper ? { chooseUrl: `${base}/account#told` } : {}),
      ...(isShopper && !isAlways(template) ? { unsubscribeUrl: placeholderOf('unsubscribe') } : {}),
    },
  )
}

/** Writes the mail of a fact, once. Answers its id; undefined when it is there already. */
async function queueMail<T extends TemplateName>(
  work: Work,
  reader: MailReader,
  request: NotificationRequest<T>,
  mail: ComposedMail,
): Promise<string | undefined> {
  const topic = topicOf[request.template]
  const failure =
    reader.address === null
      ? 'no_address'
      : reader.wanted?.by.email === false
        ? 'unwanted'
        : (await isUndeliverable(work, reader.address, topic))
          ? 'undeliverable'
          : null
  const id = work.newId('ntf')
  const held = failure === null ? await holdMail(work, reader, request) : undefined
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
      locale: reader.locale,
      subject: mail.subject,
      body_text: mail.text,
      body_html: mail.html,
      about_kind: request.about?.kind ?? null,
      about_id: request.about?.id ?? null,
      order_id: request.orderId ?? null,
      state: failure !== null ? 'suppressed' : held ? 'held' : 'queued',
      dedupe_key: request.dedupeKey,
      hidden: JSON.stringify(mail.hidden),
      failure,
      attempts: 0,
      created_at: work.now,
      bundle: held ?? null,
      ...(held ? { entry: JSON.stringify({ ...mail.entry, path: request.path ?? null }) } : {}),
    })
    .onConflict((conflict) => conflict.columns(['store_id', 'dedupe_key']).doNothing())
    .returning('state')
    .executeTakeFirst()
  if (!inserted) return undefined
  const isSuppressed = inserted.state === 'suppressed'
  await work.emit(
    notificationQueued,
    { kind: 'notification', id, customerId: reader.customerId, orderId: request.orderId },
    { notificationId: id, template: request.template, state: isSuppressed ? 'suppressed' : 'queued' },
  )
  if (inserted.state === 'queued') await work.enqueue(sendNotification, { notificationId: id }, { key: id })
  return id
}

// Signing in is always tried: whoever asks for a code may have a new mailbox under the old address.
async function isUndeliverable(work: Work, address: string, topic: string): Promise<boolean> {
  return topic !== 'sign_in' && (await undeliverableAmong(work, [address])).size > 0
}

async function readerOf(work: Work, { to, template }: NotificationRequest<TemplateName>): Promise<MailReader> {
  const store = await findStore(work)
  const speaks = (locale: string | null | undefined) => voiceFor(locale, store.locale).locale
  if ('customerId' in to) {
    const { id, email, locale, timeZone } = await findCustomer(work, to.customerId)
    const wanted = (await preferencesOf(work, id))[topicOf[template]]
    return {
      address: to.address ?? email,
      locale: speaks(locale),
      zone: timeZone ?? store.timeZone,
      customerId: id,
      wanted,
    }
  }
  if ('staffId' in to) {
    const person = (await findStaff(work, [to.staffId])).get(to.staffId)
    return { address: person?.active ? person.email : null, locale: speaks(null), zone: store.timeZone }
  }
  return { address: to.address, locale: speaks(to.locale), zone: store.timeZone }
}
