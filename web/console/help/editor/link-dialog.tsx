import { useQuery } from '@tanstack/react-query'
import type { Editor } from '@tiptap/core'
import { type FormEvent, useDeferredValue, useState } from 'react'
import { Button, PlainButton } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { articlesFoundQuery } from '../data.ts'
import { useConsole } from '../../text.ts'
import { useHelp } from '../text.ts'
import { isAllowedLink } from './allowed-link.ts'

/** Where the chosen words lead: an address, or an article found by its title. */
export function LinkDialog({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const { t } = useHelp()
  const common = useConsole()
  const now = editor.getAttributes('link').href as string | undefined
  const { from, to, empty } = editor.state.selection
  const isNew = empty && now === undefined
  const [href, setHref] = useState(now ?? '')
  const [words, setWords] = useState(isNew ? '' : editor.state.doc.textBetween(from, to))
  const [isWrong, setWrong] = useState(false)
  const q = useDeferredValue(href.trim())
  const isAddress = /^(https?:|mailto:|tel:|\/|www\.)/i.test(q)
  const found = useQuery({ ...articlesFoundQuery(q), enabled: q.length > 1 && !isAddress }).data?.data ?? []
  const take = (address: string, title?: string) => {
    const whole = /^www\./i.test(address) ? `https://${address}` : address.replace(/^http:/i, 'https:')
    if (!isAllowedLink(whole)) return setWrong(true)
    const link = { type: 'link', attrs: { href: whole } }
    if (isNew)
      editor
        .chain()
        .insertContent({ type: 'text', text: words.trim() || title || whole, marks: [link] })
        .unsetMark('link')
        .run()
    else editor.chain().extendMarkRange('link').setMark('link', link.attrs).run()
    onClose()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    take(href.trim())
  }
  return (
    <Dialog title={t('link.title')} isOpen onClose={onClose} closeLabel={common.t('common.close')}>
      <form noValidate onSubmit={submit} className="grid gap-4">
        <TextField
          label={t('link.href')}
          hint={t('link.hint')}
          value={href}
          onChange={(value) => {
            setHref(value)
            setWrong(false)
          }}
          autoFocus
          dir="auto"
          maxLength={2000}
          problem={isWrong ? t('link.wrong') : null}
        />
        {found.length > 0 && (
          <ul aria-label={t('link.articles')} className="grid max-h-48 gap-0.5 overflow-y-auto">
            {found.map(({ slug, locale, title }) => (
              <li key={`${locale} ${slug}`}>
                <PlainButton
                  onPress={() => take(`/help/${locale}/articles/${slug}`, title)}
                  className="w-full rounded-md px-3 py-2 text-start hover:bg-accent-wash pointer-coarse:min-h-11"
                >
                  <bdi>{title}</bdi>
                </PlainButton>
              </li>
            ))}
          </ul>
        )}
        {isNew && <TextField label={t('link.words')} value={words} onChange={setWords} dir="auto" maxLength={300} />}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="primary">
            {t('link.set')}
          </Button>
          {now !== undefined && (
            <Button
              onPress={() => {
                editor.chain().extendMarkRange('link').unsetMark('link').run()
                onClose()
              }}
            >
              {t('link.remove')}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  )
}
