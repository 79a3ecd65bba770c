-- What the storefront had said of fields that a person changed by hand since: a row that only repeats it leaves the change alone.
alter table customer add column overridden jsonb;
