-- Mails whose messages were split off before mails went along: they lie where their messages lie, and answers go on in their thread.

update inbound_mail set conversation_id = message.conversation_id
from message
where message.store_id = inbound_mail.store_id and message.id = inbound_mail.posted_message_id
  and message.conversation_id is distinct from inbound_mail.conversation_id;

update outbound_mail set conversation_id = message.conversation_id
from message
where message.store_id = outbound_mail.store_id and message.id = outbound_mail.message_id
  and message.conversation_id <> outbound_mail.conversation_id
  and exists (select from message_move as moved where moved.store_id = message.store_id and moved.message_id = message.id);

insert into mail_thread (store_id, conversation_id, mailbox_id)
select distinct on (store_id, conversation_id) store_id, conversation_id, mailbox_id from inbound_mail
where posted_message_id is not null and state = 'filed' and answers_forward is null
order by store_id, conversation_id, place desc
on conflict do nothing;
