import type { Conversation } from '#contract/conversations'
import { useState } from 'react'
import { call, type Input } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { useToast } from '../../../ui/toasts.tsx'
import { Picker } from '../../layout/picker.tsx'
import { useConsole } from '../../text.ts'
import { useCauses } from './causes.ts'

type ResolvePickerProps = { conversation: Conversation; onClose: () => void; onDone: () => void }

/** The end of a matter in two keys: the likely cause stands first, Enter takes it. A note is there for whoever needs one. */
export function ResolvePicker({ conversation, onClose, onDone }: ResolvePickerProps) {
  const { t } = useConsole()
  const toast = useToast()
  const [note, setNote] = useState('')
  const intent = conversation.desk?.intent?.code ?? null
  const causes = useCauses(intent)
  const resolve = useAction(
    (input: Input<'POST /conversations/:id/resolution'>, options) =>
      call('POST /conversations/:id/resolution', input, options),
    () => {
      toast(t('resolve.done', { reference: conversation.reference }))
      onDone()
    },
  )
  return (
    <Picker
      title={t('resolve.title')}
      detail={t('resolve.detail')}
      label={t('resolve.find')}
      empty={t('resolve.none')}
      items={causes?.map((cause) => ({
        ...cause,
        end: cause.id === intent ? <Badge tone="good">{t('resolve.likely')}</Badge> : undefined,
      }))}
      onClose={onClose}
      onPick={(cause) =>
        void resolve.run({ id: conversation.id, cause, ...(note.trim() ? { note: note.trim() } : {}) })
      }
      trouble={
        resolve.error && (
          <div className="px-4 pb-3">
            <ActionTrouble error={resolve.error} />
          </div>
        )
      }
    >
      <TextField label={t('resolve.note')} value={note} onChange={setNote} maxLength={2000} />
    </Picker>
  )
}
