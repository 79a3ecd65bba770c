import type { Editor } from '@tiptap/core'
import { type FormEvent, useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { useConsole } from '../../text.ts'
import { useHelp } from '../text.ts'
import { FileField } from './file-field.tsx'

type Chosen = { id: string; name: string | null } | null

/** A video with its title, its captions and what is said in it. */
export function VideoDialog({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const { t } = useHelp()
  const common = useConsole()
  const isChange = editor.isActive('video')
  const now = isChange ? (editor.getAttributes('video') as Record<string, string | null>) : null
  const before = (id: string | null | undefined): Chosen => (id ? { id, name: t('file.asBefore') } : null)
  const [file, setFile] = useState<Chosen>(before(now?.file))
  const [captions, setCaptions] = useState<Chosen>(before(now?.captions))
  const [title, setTitle] = useState(now?.title?.trim() ?? '')
  const [transcript, setTranscript] = useState(now?.transcript ?? '')
  const [isTried, setTried] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!file || title.trim() === '') return
    const attrs = {
      file: file.id,
      title: title.trim(),
      captions: captions?.id ?? null,
      transcript: transcript.trim(),
    }
    if (isChange) editor.commands.updateAttributes('video', attrs)
    else editor.commands.insertContent({ type: 'video', attrs })
    onClose()
  }
  return (
    <Dialog wide title={t('block.video')} isOpen onClose={onClose} closeLabel={common.t('common.close')}>
      <form noValidate onSubmit={submit} className="grid gap-4">
        <FileField
          label={t('video.file')}
          accept="video/*"
          name={file ? (file.name ?? t('file.unnamed')) : null}
          onFile={({ id, name }) => setFile({ id, name })}
        />
        {isTried && !file && (
          <p role="alert" className="text-sm font-medium text-bad">
            {t('file.missing')}
          </p>
        )}
        <TextField
          label={t('video.title')}
          value={title}
          onChange={setTitle}
          isRequired
          dir="auto"
          maxLength={300}
          problem={isTried && title.trim() === '' ? t('video.titleNeeded') : null}
        />
        <FileField
          label={t('video.captions')}
          hint={t('video.captionsHint')}
          accept=".vtt,text/vtt"
          name={captions ? (captions.name ?? t('file.unnamed')) : null}
          onFile={({ id, name }) => setCaptions({ id, name })}
          onRemove={() => setCaptions(null)}
        />
        <TextField
          label={t('video.transcript')}
          hint={t('video.transcriptHint')}
          value={transcript}
          onChange={setTranscript}
          lines={6}
          dir="auto"
          maxLength={50_000}
        />
        <Button type="submit" look="primary" className="justify-self-start">
          {t(isChange ? 'insert.apply' : 'insert.put')}
        </Button>
      </form>
    </Dialog>
  )
}
