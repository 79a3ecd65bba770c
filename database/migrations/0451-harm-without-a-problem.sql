-- What was paid back, is on its way back, or came by no parcel that we know can still hurt somebody: a report about the order itself.
alter table safety_report alter column problem_id drop not null;
create unique index safety_report_order on safety_report (store_id, order_id) where problem_id is null;
alter table withheld_product drop constraint withheld_product_because_kind_check;
alter table withheld_product add constraint withheld_product_because_kind_check
  check (because_kind in ('problem', 'report', 'stop', 'recall'));
