import { TextField } from '../../../ui/text-field.tsx'
import type { Translation } from '../data.ts'
import { directionOf } from '../direction-of.ts'
import { useHelp } from '../text.ts'
import { type DraftFields, keywordsOf, slugFrom, withTitle } from './draft-fields.ts'
import type { Draft } from './use-draft.ts'

/** Longer ones are cut off where articles are listed and in search engines. */
const titleShows = 70
const summaryShows = 160

type FieldsProps = { draft: Draft; translation: Translation | undefined; locale: string; isEditable: boolean }

/** Title, address, summary and other words for it, each with what to look out for. */
export function Fields({ draft, translation, locale, isEditable }: FieldsProps) {
  const { t } = useHelp()
  const { fields, error } = draft
  const change = (changes: Partial<DraftFields>) => draft.keeper.change(changes)
  const wasPublished = (translation?.published ?? null) !== null || translation?.state === 'unpublished'
  const readAt = translation?.published?.slug
  const dir = directionOf(locale)
  return (
    <div className="grid gap-4">
      <TextField
        label={t('field.title')}
        value={fields.title}
        onChange={(title) => change(withTitle(fields, title, wasPublished))}
        isRequired
        isDisabled={!isEditable}
        maxLength={200}
        dir={dir}
        inputClassName="text-lg font-[580]"
        hint={lengthHint(t, fields.title, titleShows)}
        problem={draft.state === 'untitled' ? t('field.titleNeeded') : null}
      />
      <TextField
        label={t('field.summary')}
        value={fields.summary}
        onChange={(summary) => change({ summary })}
        isDisabled={!isEditable}
        lines={2}
        maxLength={500}
        dir={dir}
        hint={fields.summary.trim() ? lengthHint(t, fields.summary, summaryShows) : t('field.summaryHint')}
      />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <TextField
          label={t('field.slug')}
          value={fields.slug}
          onChange={(slug) => change({ slug: slug.replace(/\s+/g, '-').toLowerCase() })}
          isDisabled={!isEditable}
          maxLength={120}
          dir="auto"
          hint={
            <>
              <bdi dir="ltr" className="break-all">
                /help/{locale}/articles/{fields.slug || slugFrom(fields.title) || '…'}
              </bdi>
              {readAt && fields.slug !== readAt && fields.slug !== '' && (
                <span className="block">{t('field.slugChanges', { slug: readAt })}</span>
              )}
            </>
          }
          problem={error?.code === 'slug_taken' ? t('field.slugTaken', { slug: fields.slug }) : null}
        />
        <TextField
          label={t('field.keywords')}
          value={fields.keywords}
          onChange={(keywords) => change({ keywords })}
          isDisabled={!isEditable}
          maxLength={1000}
          dir={dir}
          hint={
            keywordsOf(fields.keywords).length > 0
              ? t('field.keywordCount', { count: keywordsOf(fields.keywords).length })
              : t('field.keywordsHint')
          }
        />
      </div>
    </div>
  )
}

function lengthHint(t: ReturnType<typeof useHelp>['t'], words: string, shows: number): string {
  const count = [...words.trim()].length
  return count > shows ? t('field.tooLong', { count, shows }) : t('field.length', { count, shows })
}
