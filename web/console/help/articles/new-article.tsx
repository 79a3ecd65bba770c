import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { call } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Select } from '../../../ui/select.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { useLanguageName } from '../../settings/use-language-name.ts'
import { useConsole } from '../../text.ts'
import { categoriesQuery } from '../data.ts'
import { useMayWrite } from '../may.ts'
import { helpLocales } from '../locales.ts'
import { nameIn } from '../name-in.ts'
import { useHelp } from '../text.ts'

const none = '-'
const nothing: Beginning = { title: '', locale: 'en', keywords: [] }

/** What an article begins with. */
export interface Beginning {
  title: string
  locale: string
  /** Words that it is found by, beside its own. */
  keywords: string[]
}

/** Begins an article with a title, and goes on where it is written. */
function useNewArticle() {
  const navigate = useNavigate()
  return useAction(
    (input: Beginning & { category?: string | null }, options) =>
      call(
        'POST /help-articles',
        {
          category: input.category,
          draft: {
            locale: input.locale,
            title: input.title,
            keywords: input.keywords,
            doc: { type: 'doc', content: [] },
          },
        },
        options,
      ),
    (article) =>
      navigate({
        to: '/help/$articleId',
        params: { articleId: article.id },
        search: { locale: article.translations[0]?.locale },
      }),
  )
}

/** The button for a new article, and the window that asks what it is called. */
export function NewArticle() {
  const { t } = useHelp()
  const [isOpen, setOpen] = useState(false)
  if (!useMayWrite()) return null
  return (
    <>
      <Button look="primary" onPress={() => setOpen(true)}>
        {t('articles.new')}
      </Button>
      {isOpen && <NewArticleDialog beginning={nothing} onClose={() => setOpen(false)} />}
    </>
  )
}

/** Asks what a new article is called, in which language it begins, and where it belongs. */
export function NewArticleDialog({ beginning, onClose }: { beginning: Beginning; onClose: () => void }) {
  const { t, locale: own } = useHelp()
  const common = useConsole()
  const languageName = useLanguageName()
  const categories = useQuery(categoriesQuery).data?.data ?? []
  const [title, setTitle] = useState(beginning.title)
  const [locale, setLocale] = useState(beginning.locale)
  const [category, setCategory] = useState(none)
  const [isTried, setTried] = useState(false)
  const begin = useNewArticle()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!title.trim()) return
    const { keywords } = beginning
    void begin.run({ title: title.trim(), locale, keywords, category: category === none ? null : category })
  }
  return (
    <Dialog title={t('articles.new')} isOpen onClose={onClose} closeLabel={common.t('common.close')}>
      <form noValidate onSubmit={submit} className="grid gap-4">
        <TextField
          label={t('field.title')}
          hint={t('field.titleHint')}
          value={title}
          onChange={setTitle}
          autoFocus
          isRequired
          dir="auto"
          maxLength={200}
          problem={isTried && !title.trim() ? t('field.titleNeeded') : null}
        />
        <Select
          label={t('articles.language')}
          value={locale}
          onChange={setLocale}
          choices={helpLocales.map((id) => ({ id, label: languageName(id) }))}
        />
        <Select
          label={t('articles.category')}
          value={category}
          onChange={setCategory}
          choices={[
            { id: none, label: t('articles.noCategory') },
            ...categories.map(({ id, names, slug }) => ({ id, label: nameIn(names, own) ?? slug })),
          ]}
        />
        <ActionTrouble error={begin.error} />
        <Button type="submit" look="primary" isPending={begin.isPending} className="justify-self-start">
          {t('articles.begin')}
        </Button>
      </form>
    </Dialog>
  )
}
