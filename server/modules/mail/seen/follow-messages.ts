import type { PlacedMessage } from '#modules/conversations'
import type { Work } from '#platform/work'
import { sql } from 'kysely'

/**
 * Has mails lie where their messages lie now: what came in and what is sent as mail. A conversation that a mail came into goes by mail,
 * over the mailbox of that.
 */
export async function mailsFollow(work: Work, messages: readonly PlacedMessage[]): Promise<void> {
  const ids = messages.map(({ id }) => id)
  const places = sql`unnest(${ids}::text[], ${messages.map(({ conversationId }) => conversationId)}::text[])
    as placed (message_id, conversation_id)`
  await sql`
    update inbound_mail set conversation_id = placed.conversation_id from ${places}
    where inbound_mail.store_id = ${work.storeId} and posted_message_id = placed.message_id`.execute(work.db)
  await sql`
    update outbound_mail set conversation_id = placed.conversation_id from ${places}
    where outbound_mail.store_id = ${work.storeId} and outbound_mail.message_id = placed.message_id`.execute(work.db)
  await sql`
    insert into mail_thread (store_id, conversation_id, mailbox_id)
    select distinct on (conversation_id) store_id, conversation_id, mailbox_id from inbound_mail
    where store_id = ${work.storeId} and posted_message_id = any(${ids}) and answers_forward is null
    order by conversation_id, place desc
    on conflict do nothing`.execute(work.db)
}
