-- Money of returns that was given before the goods were back, so that what is unusual about a day can be seen while it lasts.
create table return_payout (
  store_id text not null,
  refund_id text not null,
  return_id text not null,
  -- 'at_once', 'first_scan', 'destination_scan', or what is left with the shopper: 'kept'
  moment text not null,
  currency char(3) not null,
  amount_minor bigint not null check (amount_minor >= 0),
  at timestamptz not null,
  primary key (store_id, refund_id)
);
create index return_payout_at on return_payout (store_id, currency, at);
