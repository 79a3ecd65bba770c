-- In which session somebody let their browser be pushed to: signed out from elsewhere, it is told nothing more.
alter table push_subscription add column session_id text;
