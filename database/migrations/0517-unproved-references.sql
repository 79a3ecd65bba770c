-- The address of this record was proved by a mailbox alone: whoever has the reference at the store has not shown to be the same.
alter table customer add column joined_unproved boolean not null default false;
