-- What was answered to a declaration of withdrawal, in which language, and by which cancellation it is carried out.
alter table withdrawal add column locale text;
-- why a person is needed, or was: as a code
alter table withdrawal add column why text;
alter table withdrawal add column change_id text;
create index withdrawal_order on withdrawal (store_id, order_id) where order_id is not null;
