-- What arrived broken, wrong, incomplete or other than described.
alter table problem
  -- what brings the thing back: beside a new one, for the money, or because it turned up after all
  add column return_id text,
  -- { toVariantId, differenceMinor, currency, paymentMethodId, chargeId }: another variant instead
  add column exchange jsonb,
  -- it hurt somebody, or could
  add column unsafe boolean not null default false,
  -- it may not travel back
  add column hazardous boolean not null default false;
create index problem_return on problem (store_id, return_id) where return_id is not null;

-- Only these parts are sent, in the shopper's words; empty: the whole thing.
alter table replacement add column parts text;
