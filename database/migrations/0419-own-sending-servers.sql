-- A mailbox may have a server of its own for what leaves; without one it leaves through the store's.
alter table mailbox
  add column sending_host text,
  add column sending_port integer,
  add column sending_security text check (sending_security in ('tls', 'starttls', 'none')),
  -- Null: the server asks for no sign-in.
  add column sending_account text,
  add column sending_secret_sealed text,
  add constraint mailbox_sending_server check (
    num_nulls(sending_host, sending_port, sending_security) in (0, 3)
    and (sending_host is not null or (sending_account is null and sending_secret_sealed is null))
  );
