-- Whether the agent of a try speaks in their browser while a telephone is called.
alter table call_attempt add column headset boolean not null default false;
