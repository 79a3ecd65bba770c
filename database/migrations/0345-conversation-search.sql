-- What conversations are found by besides the words of their messages: subjects, names of files, visitors without an account.
create index conversation_subject on conversation
  using gin (to_tsvector('simple', normalize(subject, nfc))) where subject <> '';
create index message_file_words on message_file
  using gin (to_tsvector('simple', regexp_replace(normalize(name, nfc), '[^[:alnum:]]+', ' ', 'g'))) where name <> '';
create index participant_visitor_name on participant (store_id, lower(name) text_pattern_ops) where kind = 'visitor' and name <> '';
create index participant_address on participant (store_id, lower(address) text_pattern_ops) where address is not null;
-- The newest first, those that are shown with others too.
create index conversation_newest on conversation (store_id, last_message_at desc, id desc);
