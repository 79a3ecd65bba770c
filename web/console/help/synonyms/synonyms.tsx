import type { HelpSynonym } from '#contract/helpcenter'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type Input } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { ActionTrouble, PageTrouble } from '../../../parts/trouble.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { Card } from '../../../ui/card.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { Select } from '../../../ui/select.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { ActionDialog } from '../../layout/action-dialog.tsx'
import { SettingRow } from '../../settings/setting-row.tsx'
import { useLanguageName } from '../../settings/use-language-name.ts'
import { useConsole } from '../../text.ts'
import { keywordsOf } from '../article/draft-fields.ts'
import { synonymsQuery } from '../data.ts'
import { helpLocales } from '../locales.ts'
import { useMayArrange } from '../may.ts'
import { useHelp } from '../text.ts'

/** Words that mean the same where somebody searches, such as parcel and package. */
export function Synonyms() {
  const { t, format } = useHelp()
  const common = useConsole()
  const languageName = useLanguageName()
  const synonyms = useQuery(synonymsQuery)
  const [editing, setEditing] = useState<HelpSynonym | 'new' | null>(null)
  const may = useMayArrange()
  const rows = synonyms.data?.data
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 flex-1 basis-64 text-sm text-soft">{t('synonyms.detail')}</p>
        {may && <Button onPress={() => setEditing('new')}>{t('synonyms.add')}</Button>}
      </div>
      {synonyms.isError && <PageTrouble isPart error={synonyms.error} onRetry={() => void synonyms.refetch()} />}
      {synonyms.isPending && <SkeletonRows rows={3} height="h-14" label={common.t('common.loading')} />}
      {rows && (
        <Card>
          {rows.length === 0 && <Notice title={t('synonyms.none')}>{t('synonyms.noneDetail')}</Notice>}
          <ul className="divide-y divide-line">
            {rows.map((one) => (
              <li key={one.id} className="px-4 py-3">
                <SettingRow
                  title={
                    <>
                      <bdi>{format.list(one.words, 'disjunction')}</bdi>
                      <Badge>{languageName(one.locale)}</Badge>
                    </>
                  }
                  onChange={may ? () => setEditing(one) : undefined}
                >
                  {null}
                </SettingRow>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {editing && <EditSynonym synonym={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  )
}

function EditSynonym({ synonym, onClose }: { synonym: HelpSynonym | null; onClose: () => void }) {
  const { t } = useHelp()
  const languageName = useLanguageName()
  const [typed, setTyped] = useState(synonym?.words.join(', ') ?? '')
  const [locale, setLocale] = useState(synonym?.locale ?? 'en')
  const words = keywordsOf(typed)
  const save = useAction(
    (input: Input<'POST /help-synonyms'>, options) =>
      synonym
        ? call('PUT /help-synonyms/:id', { id: synonym.id, version: synonym.version, ...input })
        : call('POST /help-synonyms', input, options),
    onClose,
  )
  const remove = useAction((id: string) => call('DELETE /help-synonyms/:id', { id }), onClose)
  return (
    <ActionDialog
      title={t(synonym ? 'synonyms.change' : 'synonyms.add')}
      label={t('categories.save')}
      isReady={words.length > 1}
      isPending={save.isPending}
      error={save.error}
      onPress={() => void save.run({ locale, words })}
      onClose={onClose}
    >
      <TextField
        label={t('synonyms.words')}
        hint={t('synonyms.wordsHint')}
        value={typed}
        onChange={setTyped}
        autoFocus
        dir="auto"
        maxLength={1000}
      />
      <Select
        label={t('articles.language')}
        value={locale}
        onChange={setLocale}
        choices={helpLocales.map((id) => ({ id, label: languageName(id) }))}
      />
      {synonym && (
        <Button
          size="small"
          look="quiet"
          className="justify-self-start"
          isPending={remove.isPending}
          onPress={() => void remove.run(synonym.id)}
        >
          {t('context.remove')}
        </Button>
      )}
      <ActionTrouble error={remove.error} />
    </ActionDialog>
  )
}
