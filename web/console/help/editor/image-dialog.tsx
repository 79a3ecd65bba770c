import type { Editor } from '@tiptap/core'
import { type FormEvent, useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { useConsole } from '../../text.ts'
import { useHelp } from '../text.ts'
import { FileField } from './file-field.tsx'

type ImageDialogProps = { editor: Editor; picture: File | null; onClose: () => void }

/** A picture, what it shows, and a line under it. */
export function ImageDialog({ editor, picture, onClose }: ImageDialogProps) {
  const { t } = useHelp()
  const common = useConsole()
  const isChange = editor.isActive('image') && picture === null
  const now = isChange ? (editor.getAttributes('image') as { file: string | null; alt: string; caption: string }) : null
  const [file, setFile] = useState<{ id: string; name: string | null } | null>(
    now?.file ? { id: now.file, name: t('file.asBefore') } : null,
  )
  const [alt, setAlt] = useState(now?.alt ?? '')
  const [caption, setCaption] = useState(now?.caption ?? '')
  const [isTried, setTried] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!file || alt.trim() === '') return
    const attrs = { file: file.id, remote: null, alt: alt.trim(), caption: caption.trim() || null }
    if (isChange) editor.commands.updateAttributes('image', attrs)
    else editor.commands.insertContent({ type: 'image', attrs })
    onClose()
  }
  return (
    <Dialog title={t('block.image')} isOpen onClose={onClose} closeLabel={common.t('common.close')}>
      <form noValidate onSubmit={submit} className="grid gap-4">
        <FileField
          label={t('image.file')}
          accept="image/*"
          given={picture}
          name={file ? (file.name ?? t('file.unnamed')) : null}
          onFile={({ id, name }) => setFile({ id, name })}
        />
        {isTried && !file && (
          <p role="alert" className="text-sm font-medium text-bad">
            {t('file.missing')}
          </p>
        )}
        <TextField
          label={t('image.alt')}
          hint={t('image.altHint')}
          value={alt}
          onChange={setAlt}
          isRequired
          dir="auto"
          maxLength={500}
          problem={isTried && alt.trim() === '' ? t('image.altNeeded') : null}
        />
        <TextField label={t('image.caption')} value={caption} onChange={setCaption} dir="auto" maxLength={500} />
        <Button type="submit" look="primary" className="justify-self-start">
          {t(isChange ? 'insert.apply' : 'insert.put')}
        </Button>
      </form>
    </Dialog>
  )
}
