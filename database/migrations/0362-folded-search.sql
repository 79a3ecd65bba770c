-- A name or a word is found however its accents were typed: "muller" finds "Müller", "lodz" finds "Łódź". The same as server/platform/fold-text.ts.
create function fold_text(text) returns text language sql immutable parallel safe as $$
  select normalize(replace(replace(replace(replace(
    translate(lower(regexp_replace(normalize($1, nfd), '[\u0300-\u036f]', '', 'g')), 'øØłŁđĐðÐħĦŧŦıς', 'oollddddhhttiσ'),
    'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), nfc)
$$;

drop index message_search;
alter table message drop column search;
alter table message add column search tsvector generated always as (to_tsvector('simple', left(fold_text(body), 20000))) stored;
create index message_search on message using gin (search);

drop index conversation_subject;
create index conversation_subject on conversation using gin (to_tsvector('simple', fold_text(subject))) where subject <> '';
drop index message_file_words;
create index message_file_words on message_file
  using gin (to_tsvector('simple', regexp_replace(fold_text(name), '[^[:alnum:]]+', ' ', 'g'))) where name <> '';
drop index participant_visitor_name;
create index participant_visitor_name on participant (store_id, fold_text(name) text_pattern_ops) where kind = 'visitor' and name <> '';

drop index customer_name;
create index customer_name on customer (store_id, fold_text(name) text_pattern_ops) where merged_into is null;
drop index customer_last_name;
create index customer_last_name on customer (store_id, fold_text(substring(name from '[^ ]+$')) text_pattern_ops) where merged_into is null;

update orders set search_text = fold_text(search_text) where search_text <> fold_text(search_text);
