-- The help center: categories, articles with one translation per language, and the versions that were published.
create table help_category (
  store_id text not null,
  id text not null,
  slug text not null,
  position integer not null,
  -- { locale: { name, summary } }
  names jsonb not null,
  source text,
  source_reference text,
  version integer not null default 1,
  primary key (store_id, id),
  unique (store_id, slug),
  unique (store_id, source, source_reference)
);

create table help_article (
  store_id text not null,
  id text not null,
  category_id text,
  -- which own matters of a shopper it can answer
  topic text,
  position integer not null,
  archived_at timestamptz,
  source text,
  source_reference text,
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version integer not null default 1,
  primary key (store_id, id),
  foreign key (store_id, category_id) references help_category (store_id, id),
  unique (store_id, source, source_reference)
);
create index help_article_place on help_article (store_id, category_id, position, id) where archived_at is null;

-- What is read stands beside what is being written.
create table help_translation (
  store_id text not null,
  article_id text not null,
  locale text not null,
  state text not null default 'draft' check (state in ('draft', 'scheduled', 'published', 'unpublished')),
  -- the last one published; before that, the one it will have
  slug text not null,
  title text,
  summary text,
  keywords text[] not null default '{}',
  doc jsonb,
  files text[] not null default '{}',
  -- the number of the version that is, or was last, read
  published_version integer not null default 0,
  published_at timestamptz,
  -- { slug, title, summary, keywords, doc }; null: nothing differs from what is published
  draft jsonb,
  draft_slug text,
  draft_files text[] not null default '{}',
  draft_by text,
  draft_at timestamptz,
  scheduled_at timestamptz,
  scheduled_by text,
  -- what an import wrote last: what was changed here since then stays
  import_hash text,
  updated_at timestamptz not null,
  version integer not null default 1,
  primary key (store_id, article_id, locale),
  unique (store_id, locale, slug),
  foreign key (store_id, article_id) references help_article (store_id, id),
  check (state <> 'published' or (doc is not null and title is not null and published_at is not null)),
  check ((draft is null) = (draft_slug is null))
);
create unique index help_translation_draft_slug on help_translation (store_id, locale, draft_slug) where draft_slug is not null;
create index help_translation_files on help_translation using gin (files) where files <> '{}';
create index help_translation_draft_files on help_translation using gin (draft_files) where draft_files <> '{}';
create index help_translation_updated on help_translation (store_id, updated_at desc, article_id);

create table help_version (
  store_id text not null,
  article_id text not null,
  locale text not null,
  number integer not null,
  slug text not null,
  title text not null,
  summary text not null,
  keywords text[] not null default '{}',
  doc jsonb not null,
  files text[] not null default '{}',
  published_by text not null,
  published_at timestamptz not null,
  primary key (store_id, article_id, locale, number),
  foreign key (store_id, article_id, locale) references help_translation (store_id, article_id, locale)
);
create index help_version_files on help_version using gin (files) where files <> '{}';

create table help_related (
  store_id text not null,
  article_id text not null,
  related_id text not null,
  position integer not null,
  primary key (store_id, article_id, related_id),
  foreign key (store_id, article_id) references help_article (store_id, id),
  foreign key (store_id, related_id) references help_article (store_id, id),
  check (article_id <> related_id)
);

-- Addresses that articles had, and those of the help center before this one.
create table help_redirect (
  store_id text not null,
  id text not null,
  locale text not null,
  slug text not null,
  article_id text not null,
  by_hand boolean not null,
  created_by text not null,
  created_at timestamptz not null,
  primary key (store_id, id),
  unique (store_id, locale, slug),
  foreign key (store_id, article_id) references help_article (store_id, id)
);

-- Days, not people: how often an article was read.
create table help_view (
  store_id text not null,
  article_id text not null,
  locale text not null,
  day date not null,
  views integer not null,
  primary key (store_id, article_id, locale, day)
);
create index help_view_day on help_view (store_id, day);

create table help_feedback (
  store_id text not null,
  id text not null,
  article_id text not null,
  locale text not null,
  number integer not null,
  -- a keyed hash of who said it, so that the last word of one person counts; blanked after a while
  person text,
  helped boolean not null,
  why text check (why in ('not_clear', 'not_complete', 'not_true', 'not_my_question', 'dislike_rule', 'other')),
  words text,
  search_id text,
  at timestamptz not null,
  primary key (store_id, id),
  unique (store_id, article_id, locale, number, person)
);
create index help_feedback_at on help_feedback (store_id, at);
create index help_feedback_words on help_feedback (store_id, article_id, at desc) where words is not null;

-- Whoever wrote to us from an article, or after a search.
create table help_contact (
  store_id text not null,
  conversation_id text not null,
  article_id text,
  locale text,
  search_id text,
  at timestamptz not null,
  primary key (store_id, conversation_id)
);
create index help_contact_article on help_contact (store_id, article_id, at);

-- Words that mean the same where somebody searches.
create table help_synonym (
  store_id text not null,
  id text not null,
  locale text not null,
  words text[] not null,
  version integer not null default 1,
  updated_by text not null,
  updated_at timestamptz not null,
  primary key (store_id, id)
);
create index help_synonym_locale on help_synonym (store_id, locale);

create table help_import (
  store_id text not null,
  id text not null,
  source text not null,
  created integer not null,
  updated integer not null,
  unchanged integer not null,
  kept integer not null,
  -- [{ file, line, reference, code, reason }]
  bad jsonb not null,
  by text not null,
  at timestamptz not null,
  primary key (store_id, id)
);
create index help_import_at on help_import (store_id, at desc, id desc);
create index help_translation_locale on help_translation (store_id, locale, article_id) where state = 'published';
create index help_redirect_slug on help_redirect (store_id, slug);
