-- Ways in besides a mailbox on a server that is read with a password.

alter table mailbox
  -- How its server is signed in to: with a password, or as an account of this provider that allowed it.
  add column auth text not null default 'password' check (auth in ('password', 'google', 'microsoft')),
  -- What a provider's mail server is shown, made from what was allowed, until it ends.
  add column access_token_sealed text,
  add column access_token_ends_at timestamptz,
  add column webhook_provider text check (webhook_provider in ('mailgun', 'postmark', 'sendgrid')),
  add constraint mailbox_webhook check (kind <> 'webhook' or (webhook_provider is not null and secret_sealed is not null));

alter table inbound_mail
  -- Who handed it to our own listener, and as whom they greeted: what SPF is judged by.
  add column envelope_ip text,
  add column envelope_helo text;

-- Somebody who is away at a provider to allow that a mailbox is read. Kept until they come back, once, or it ends.
create table mailbox_sign_in (
  store_id text not null,
  state_hash text not null,
  mailbox_id text not null,
  staff_id text not null,
  verifier_sealed text not null,
  ends_at timestamptz not null,
  primary key (store_id, state_hash),
  foreign key (store_id, mailbox_id) references mailbox (store_id, id)
);
