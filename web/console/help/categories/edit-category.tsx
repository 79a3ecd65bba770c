import type { HelpCategory } from '#contract/helpcenter'
import { useState } from 'react'
import { call, type Input } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { Button } from '../../../ui/button.tsx'
import { Select } from '../../../ui/select.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { ActionDialog } from '../../layout/action-dialog.tsx'
import { useLanguageName } from '../../settings/use-language-name.ts'
import { helpLocales } from '../locales.ts'
import { useHelp } from '../text.ts'

type Names = Record<string, { name: string; summary: string }>

/** What a category is called in each language, and its address. */
export function EditCategory({ category, onClose }: { category: HelpCategory | null; onClose: () => void }) {
  const { t } = useHelp()
  const languageName = useLanguageName()
  const [names, setNames] = useState<Names>({ en: { name: '', summary: '' }, ...category?.names })
  const [slug, setSlug] = useState(category?.slug ?? '')
  const save = useAction(
    (input: Input<'POST /help-categories'>, options) =>
      category
        ? call('PUT /help-categories/:id', { id: category.id, version: category.version, ...input })
        : call('POST /help-categories', input, options),
    onClose,
  )
  const remove = useAction((id: string) => call('DELETE /help-categories/:id', { id }), onClose)
  const written = Object.entries(names).filter(([, { name }]) => name.trim() !== '')
  const set = (locale: string, changes: Partial<Names[string]>) =>
    setNames({ ...names, [locale]: { name: '', summary: '', ...names[locale], ...changes } })
  return (
    <ActionDialog
      wide
      title={category ? t('categories.change') : t('categories.add')}
      label={t('categories.save')}
      isReady={written.length > 0}
      isPending={save.isPending}
      error={save.error?.code === 'slug_taken' ? null : save.error}
      onPress={() =>
        void save.run({
          slug: slug.trim() || undefined,
          names: Object.fromEntries(
            written.map(([locale, one]) => [
              locale,
              { name: one.name.trim(), ...(one.summary.trim() ? { summary: one.summary.trim() } : {}) },
            ]),
          ),
        })
      }
      onClose={onClose}
    >
      {Object.entries(names).map(([locale, { name, summary }]) => (
        <fieldset key={locale} className="grid gap-3 border-t border-line pt-3 first:border-0 first:pt-0">
          <legend className="sr-only">{languageName(locale)}</legend>
          <TextField
            label={t('categories.nameIn', { language: languageName(locale) })}
            value={name}
            onChange={(value) => set(locale, { name: value })}
            maxLength={80}
            dir="auto"
          />
          <TextField
            label={t('categories.summaryIn', { language: languageName(locale) })}
            value={summary}
            onChange={(value) => set(locale, { summary: value })}
            maxLength={300}
            dir="auto"
          />
        </fieldset>
      ))}
      <Select
        label={t('language.add')}
        value={null}
        placeholder={t('articles.chooseLanguage')}
        onChange={(locale) => set(locale, {})}
        choices={helpLocales.filter((each) => !(each in names)).map((id) => ({ id, label: languageName(id) }))}
      />
      <TextField
        label={t('field.slug')}
        hint={t('categories.slugHint')}
        value={slug}
        onChange={(value) => setSlug(value.replace(/\s+/g, '-').toLowerCase())}
        maxLength={120}
        dir="auto"
        problem={save.error?.code === 'slug_taken' ? save.error.message : null}
      />
      {category && (
        <div className="grid gap-2">
          <Button
            size="small"
            look="quiet"
            className="justify-self-start"
            isPending={remove.isPending}
            isDisabled={category.articles > 0}
            onPress={() => void remove.run(category.id)}
          >
            {t('categories.remove')}
          </Button>
          {category.articles > 0 && <p className="text-sm text-soft">{t('categories.inUse')}</p>}
          <ActionTrouble error={remove.error} />
        </div>
      )}
    </ActionDialog>
  )
}
