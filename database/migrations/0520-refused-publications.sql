-- Why a draft did not go live at its time, until it does or gets another one.
alter table help_translation add column publication_refused jsonb;
