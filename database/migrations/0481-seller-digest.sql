-- The day of the store's calendar on which a seller was last told what waits, or that nothing did.
alter table seller add column digest_day text;
