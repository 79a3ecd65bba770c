import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { conversationQuery } from '../desk/data.ts'
import { useConsole } from '../text.ts'

/** A note that names whoever has the conversation; the shopper does not see it. */
export function WhisperDialog({ conversationId, onClose }: { conversationId: string; onClose: () => void }) {
  const { t } = useConsole()
  const toast = useToast()
  const holder = useQuery(conversationQuery(conversationId)).data?.desk?.assignee
  const [text, setText] = useState('')
  const whisper = useAction(
    (input: Input<'POST /conversations/:id/messages'>, options) =>
      call('POST /conversations/:id/messages', input, options),
    () => {
      toast(t('wall.whispered'))
      onClose()
    },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void whisper.run({
      id: conversationId,
      kind: 'note',
      clientId: crypto.randomUUID(),
      text: holder ? `@${holder.name} ${text.trim()}` : text.trim(),
      ...(holder ? { mentions: [holder.id] } : {}),
    })
  }
  return (
    <Dialog title={t('wall.whisper')} isOpen onClose={onClose} closeLabel={t('common.close')}>
      <form noValidate onSubmit={submit} className="grid gap-4">
        <p className="text-soft">{t('wall.whisperDetail')}</p>
        <TextField label={t('composer.note')} value={text} onChange={setText} lines={3} maxLength={2000} autoFocus />
        <ActionTrouble error={whisper.error} />
        <Button type="submit" look="primary" isDisabled={!text.trim()} isPending={whisper.isPending}>
          {t('composer.saveNote')}
        </Button>
      </form>
    </Dialog>
  )
}
