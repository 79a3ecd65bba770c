-- What waits in a mailbox is read in turn, those that failed last, without looking at everything that waits.
create index inbound_mail_in_turn on inbound_mail (store_id, mailbox_id, attempts, place) where state = 'stored';
drop index inbound_mail_unfiled;
