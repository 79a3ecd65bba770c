-- What colleagues see of a mail beside its words, where it was moved to, and originals that held card numbers.
alter table inbound_mail
  -- Found when it was read: warnings, files that were left in it, pictures, what SPF, DKIM and DMARC say.
  add column traits jsonb not null default '{}',
  add column has_card_numbers boolean not null default false,
  -- Since then the original is a copy of its words without the card numbers; hash and size stay those of what came.
  add column original_replaced_at timestamptz,
  -- Put aside, and a colleague looked and left it there.
  add column looked_at timestamptz;
create index inbound_mail_posted on inbound_mail (store_id, posted_message_id) where posted_message_id is not null;
create index inbound_mail_put_aside on inbound_mail (store_id, stored_at) where state = 'quarantined';
create index inbound_mail_card_numbers on inbound_mail (store_id, stored_at)
  where has_card_numbers and original_replaced_at is null;

alter table message_move
  -- When it was written, where it stands behind later messages now: positions and times go the same way.
  add column written_at timestamptz;
