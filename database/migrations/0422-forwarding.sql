-- Messages that colleagues forward to somebody outside, and what those answer.

alter table outbound_mail
  -- The message that is forwarded, in whose name, and what the colleague wrote above it; message_id is the note that says so.
  add column forwards_message_id text,
  add column forwarded_by text,
  add column forward_words text,
  add constraint outbound_mail_forward
    check (num_nonnulls(forwards_message_id, forwarded_by, forward_words) in (0, 3));
create index outbound_mail_forwarded on outbound_mail (store_id, forwarded_by, created_at) where forwarded_by is not null;

alter table inbound_mail
  -- What was forwarded and is answered by it: it lies in the conversation for colleagues only, and is nothing to answer the shopper by.
  add column answers_forward text;
