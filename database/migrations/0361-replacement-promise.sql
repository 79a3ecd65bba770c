-- The day that the shopper was told when a replacement was asked for. The day that holds may become a later one.
alter table replacement add column promised_by timestamptz;
