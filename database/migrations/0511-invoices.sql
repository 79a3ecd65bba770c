-- The last number given, per legal entity and year: its row is the lock under which the next one is given.
create table invoice_series (
  store_id text not null,
  legal_entity text not null,
  year integer not null,
  last_number integer not null,
  primary key (store_id, legal_entity, year)
);

-- What was sold and paid, on one numbered page per order, as it was when somebody first asked for it.
create table invoice (
  store_id text not null,
  id text not null,
  order_id text not null,
  customer_id text not null,
  legal_entity text not null,
  year integer not null,
  sequence integer not null check (sequence > 0),
  number text not null,
  currency char(3) not null,
  gross_minor bigint not null,
  issued_at timestamptz not null,
  -- everything that stands on it: parties, order, lines, payments
  document jsonb not null,
  primary key (store_id, id),
  unique (store_id, order_id),
  unique (store_id, legal_entity, year, sequence)
);
create index invoice_customer on invoice (store_id, customer_id);
create trigger invoice_append_only before update or delete on invoice
  for each row execute function books_are_append_only();
