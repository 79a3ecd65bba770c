-- What waits in a mailbox is read in turn, those that failed last, without looking at everything that waits.
create index inbound_mail_in_turn on inbound_mail (store_id, mailbox_id, attempts, place) where state = 'stored';
drop index inbound_mail_unfiled;

-- What ends or moves an invitation lies with it, whatever program it comes from.
alter table inbound_mail add column invitation_uid text;
create index inbound_mail_invitation on inbound_mail (store_id, invitation_uid) where invitation_uid is not null;
