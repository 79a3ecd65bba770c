-- What a piece of news says, apart from its words: it is told in the language in which it is read.
alter table notice add column params jsonb;
