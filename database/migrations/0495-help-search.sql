-- What the help center is searched by. A published translation stands here with its words; see server/modules/helpcenter/search.
create table help_search_entry (
  store_id text not null,
  article_id text not null,
  locale text not null,
  title text not null,
  summary text not null,
  body text not null,
  -- terms of the title in their order, and everything this entry put into the tables below, so that it can be taken out again
  title_terms text[] not null,
  terms text[] not null,
  words text[] not null,
  primary key (store_id, article_id, locale)
);

-- How much a term says about an article: its fields together, with their lengths reckoned in.
create table help_search_posting (
  store_id text not null,
  locale text not null,
  term text collate "C" not null,
  article_id text not null,
  weight real not null,
  primary key (store_id, locale, term, article_id) include (weight)
);

create table help_search_term (
  store_id text not null,
  locale text not null,
  term text collate "C" not null,
  documents integer not null,
  -- a word that every text of the language is full of, such as "how"
  common boolean not null,
  primary key (store_id, locale, term)
);

-- Words as they are written, without accents, with the term that they are forms of.
create table help_search_word (
  store_id text not null,
  locale text not null,
  word text collate "C" not null,
  term text collate "C" not null,
  documents integer not null,
  -- the word with one or two letters left out: who mistypes it is found by what both have in common
  near text[] not null,
  primary key (store_id, locale, word)
);
create index help_search_word_term on help_search_word (store_id, locale, term);
create index help_search_word_end on help_search_word (store_id, locale, reverse(word) collate "C");
create index help_search_word_near on help_search_word using gin (near);

-- How many entries there are; also the lock under which they change.
create table help_search_size (
  store_id text not null,
  locale text not null,
  documents integer not null,
  primary key (store_id, locale)
);

-- What was searched: words without numbers and addresses, and nothing about who searched.
create table help_search (
  store_id text not null,
  id text not null,
  locale text not null,
  query text not null,
  results integer not null,
  chosen_article_id text,
  chosen_at timestamptz,
  at timestamptz not null,
  primary key (store_id, id)
);
create index help_search_at on help_search (store_id, at);
create index help_contact_search on help_contact (store_id, search_id) where search_id is not null;
create index help_feedback_search on help_feedback (store_id, search_id) where search_id is not null;
