import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { ComposedMail } from '../compose.ts'
import { inboxChanged } from '../events.ts'
import type { NotificationRequest } from '../queue-notification.ts'
import type { NotificationTables } from '../tables.ts'
import { isOnlyMailed } from '../audience.ts'
import { staysInMail } from '../hidden.ts'
import { topicOf, type TemplateName } from '../templates.ts'
import { toldValues } from './told-values.ts'

const db = tablesOf<NotificationTables>()

// Where somebody sees who is signed in, and what can be taken back.
const securityPage = '/account/security'

/** A fact as all channels tell it: the words are the mail's. */
export type ToldFact = NotificationRequest<TemplateName> & { mail: ComposedMail; customerId: string; zone: string }

/** Puts a fact into a shopper's portal, once. What holds a code or a link that opens something stays in the mail; of what can be taken back by a link only the link does. */
export async function postNotice(work: Work, { mail, ...told }: ToldFact): Promise<void> {
  if (isOnlyMailed(told.template) || staysInMail(mail.hidden)) return
  const inserted = await db(work)
    .insertInto('notice')
    .values({
      store_id: work.storeId,
      id: work.newId('ntc'),
      customer_id: told.customerId,
      template: told.template,
      topic: topicOf[told.template],
      title: mail.entry.headline,
      body: mail.entry.words,
      path: told.path ?? (mail.hidden.link ? securityPage : null),
      order_id: told.orderId ?? null,
      dedupe_key: told.dedupeKey,
      created_at: work.now,
      params: JSON.stringify(toldValues(told.params)),
    })
    .onConflict((conflict) => conflict.columns(['store_id', 'dedupe_key']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted) await work.emit(inboxChanged, { kind: 'inbox', id: told.customerId }, { customerId: told.customerId })
}
