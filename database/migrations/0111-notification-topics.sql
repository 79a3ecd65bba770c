-- Which choice a mail belongs to, and what is filled in only when it leaves: codes and links are never stored.
alter table notification add column topic text not null default 'orders';
alter table notification add column hidden jsonb not null default '{}';
create index notification_unsent on notification (store_id, created_at) where state = 'queued';
