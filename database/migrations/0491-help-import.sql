-- Pictures of an imported article are fetched first; then it is published by itself, where that was asked.
alter table help_translation add column publish_when_ready boolean not null default false;
create index help_translation_ready on help_translation (store_id, article_id) where publish_when_ready;
