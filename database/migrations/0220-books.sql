-- The refund journal: what each movement of money means for the books, by part, seller and tax rate. A row is written in the
-- transaction in which the money succeeds, and is never edited or deleted; what comes back is written again with its signs turned.
create table refund_journal (
  store_id text not null,
  id text not null,
  at timestamptz not null,
  -- 'refund' and 'counter' carry credit notes; 'external' was made elsewhere, 'goodwill' was given beyond what was paid
  kind text not null check (kind in ('refund', 'counter', 'external', 'goodwill')),
  refund_id text not null,
  movement_id text not null,
  order_id text not null,
  order_reference text not null,
  customer_id text not null,
  credit_note_id text,
  legal_entity text not null,
  country char(2) not null,
  currency char(3) not null,
  -- the tender whose ceiling it uses; empty where there is none
  tender_kind text,
  paid_to text not null check (paid_to in ('tender', 'method', 'store_credit')),
  part text not null check (part in ('goods', 'shipping', 'fee', 'other')),
  fee_kind text,
  item_id text,
  seller_id text,
  -- thousandths of a percent (20 % is 20000), as the stored amounts show it; empty where they do not show one for sure
  tax_rate_thousandths integer,
  net_minor bigint not null,
  tax_minor bigint not null,
  gross_minor bigint not null check (gross_minor = net_minor + tax_minor),
  primary key (store_id, id)
);
create index refund_journal_at on refund_journal (store_id, at, id);
create index refund_journal_order on refund_journal (store_id, order_id);
create index refund_journal_note on refund_journal (store_id, credit_note_id) where credit_note_id is not null;
create index refund_journal_seller on refund_journal (store_id, seller_id, at) where seller_id is not null;

-- The last number given, per legal entity, country and year: its row is the lock under which the next one is given.
create table credit_note_series (
  store_id text not null,
  legal_entity text not null,
  country char(2) not null,
  year integer not null,
  last_number integer not null,
  primary key (store_id, legal_entity, country, year)
);

create table credit_note (
  store_id text not null,
  id text not null,
  legal_entity text not null,
  country char(2) not null,
  year integer not null,
  sequence integer not null check (sequence > 0),
  number text not null,
  kind text not null check (kind in ('credit', 'counter')),
  -- the note that a counter note cancels, wholly or for the movement that failed
  counters_id text,
  refund_id text not null,
  order_id text not null,
  customer_id text not null,
  currency char(3) not null,
  net_minor bigint not null,
  tax_minor bigint not null,
  gross_minor bigint not null check (gross_minor = net_minor + tax_minor),
  reason text not null,
  issued_at timestamptz not null,
  -- everything that stands on it, as it was then: parties, order, lines
  document jsonb not null,
  primary key (store_id, id),
  unique (store_id, legal_entity, country, year, sequence)
);
create index credit_note_issued on credit_note (store_id, issued_at, id);
create index credit_note_order on credit_note (store_id, order_id);
create index credit_note_refund on credit_note (store_id, refund_id);

create function books_are_append_only() returns trigger language plpgsql as $$
begin
  -- a row of the journal gets its note once, when the whole refund has ended
  if tg_op = 'UPDATE' and tg_table_name = 'refund_journal'
    and to_jsonb(old) ->> 'credit_note_id' is null and to_jsonb(new) ->> 'credit_note_id' is not null
    and (to_jsonb(old) - 'credit_note_id') = (to_jsonb(new) - 'credit_note_id') then
    return new;
  end if;
  raise exception 'the books are never changed or deleted' using errcode = 'check_violation';
end $$;
create trigger refund_journal_append_only before update or delete on refund_journal
  for each row execute function books_are_append_only();
create trigger credit_note_append_only before update or delete on credit_note
  for each row execute function books_are_append_only();
