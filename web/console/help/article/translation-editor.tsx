import type { HelpArticle } from '#contract/helpcenter'
import PanelRight from 'lucide-react/icons/columns-2'
import { useState } from 'react'
import { classes } from '../../../ui/classes.ts'
import { Notice } from '../../../ui/notice.tsx'
import { Button } from '../../../ui/button.tsx'
import { KeyButton } from '../../layout/key-button.tsx'
import { useKeys } from '../../layout/use-keys.ts'
import { useLanguageName } from '../../settings/use-language-name.ts'
import { DocumentEditor } from '../editor/document-editor.tsx'
import { keyWords } from '../editor/key-words.ts'
import { useHelp } from '../text.ts'
import { AsideCopy } from './aside-copy.tsx'
import { Conflict } from './conflict.tsx'
import { fieldsOf, emptyFields } from './draft-fields.ts'
import { Fields } from './fields.tsx'
import { PlaceCard } from './place-card.tsx'
import { Preview } from './preview.tsx'
import { PublishCard } from './publish-card.tsx'
import { RelatedCard } from './related-card.tsx'
import { SaveLine } from './save-line.tsx'
import { useDraft } from './use-draft.ts'
import { VersionsCard } from './versions-card.tsx'

/** One language of an article: what is written, how it will be read, and what can be done with it. */
export function TranslationEditor({ article, locale }: { article: HelpArticle; locale: string }) {
  const { t } = useHelp()
  const languageName = useLanguageName()
  const draft = useDraft(article, locale)
  const [isPreviewed, setPreviewed] = useState(false)
  const translation = article.translations.find((each) => each.locale === locale)
  const [isBegun, setBegun] = useState(translation !== undefined)
  const mayWrite = article.allowed.includes('draft')
  const toggle = () => setPreviewed((before) => !before)
  useKeys({ 'mod+.': toggle })
  if (!translation && !isBegun)
    return (
      <StartTranslation
        article={article}
        locale={locale}
        onStart={(from) => {
          const source = article.translations.find((each) => each.locale === from)
          setBegun(true)
          draft.keeper.replace(source ? { ...fieldsOf(source), slug: '' } : emptyFields)
        }}
      />
    )
  return (
    <>
      {draft.state === 'conflict' && <Conflict draft={draft} translation={translation} />}
      <AsideCopy article={article.id} locale={locale} draft={draft} />
      <div
        className={classes(
          'grid items-start gap-6',
          isPreviewed ? 'xl:grid-cols-2' : 'lg:grid-cols-[minmax(0,1fr)_20rem]',
        )}
      >
        <section aria-label={languageName(locale)} className="grid min-w-0 gap-4">
          <div className="flex min-h-9 flex-wrap items-center justify-between gap-2">
            <SaveLine draft={draft} translation={translation} />
            <KeyButton
              label={t('preview.toggle')}
              shortcut={keyWords('Mod-.')}
              icon={<PanelRight className="size-4" aria-hidden="true" />}
              isPressed={isPreviewed}
              onPress={toggle}
            >
              {t('preview.title')}
            </KeyButton>
          </div>
          <Fields draft={draft} translation={translation} locale={locale} isEditable={mayWrite} />
          <DocumentEditor
            key={draft.epoch}
            doc={draft.fields.doc}
            locale={locale}
            label={t('field.text')}
            isEditable={mayWrite}
            onChange={(doc) => draft.keeper.change({ doc })}
          />
        </section>
        <div className="grid min-w-0 content-start gap-4 lg:sticky lg:top-[calc(var(--bar)+1rem)] lg:max-h-[calc(100dvh-var(--bar)-2rem)] lg:overflow-y-auto">
          {isPreviewed && <Preview fields={draft.fields} locale={locale} />}
          <PublishCard article={article} locale={locale} translation={translation} draft={draft} />
          <PlaceCard article={article} />
          <RelatedCard article={article} />
          {translation && <VersionsCard article={article} locale={locale} draft={draft} />}
        </div>
      </div>
    </>
  )
}

type StartTranslationProps = { article: HelpArticle; locale: string; onStart: (from: string | null) => void }

/** A language that nothing is written in yet. */
function StartTranslation({ article, locale, onStart }: StartTranslationProps) {
  const { t } = useHelp()
  const languageName = useLanguageName()
  const sources = article.translations.filter((each) => each.draft ?? each.published)
  return (
    <Notice
      title={t('language.none', { language: languageName(locale) })}
      actions={
        article.allowed.includes('draft') && (
          <>
            {sources.map((each, index) => (
              <Button
                key={each.locale}
                look={index === 0 ? 'primary' : 'secondary'}
                onPress={() => onStart(each.locale)}
              >
                {t('language.startFrom', { language: languageName(each.locale) })}
              </Button>
            ))}
            <Button look={sources.length === 0 ? 'primary' : 'secondary'} onPress={() => onStart(null)}>
              {t('language.startEmpty')}
            </Button>
          </>
        )
      }
    >
      {t('language.noneDetail')}
    </Notice>
  )
}
