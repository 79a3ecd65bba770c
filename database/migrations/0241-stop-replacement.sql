-- What was to be sent again turned up before it left: the storefront is asked to stop it.
alter table replacement add column stop_asked_at timestamptz;
