-- Whether a person's role is one that the company's provider named, and which one was theirs before; null: they came in by it alone.
alter table staff_identity add column by_claim boolean not null default false;
alter table staff_identity add column role_before text;
