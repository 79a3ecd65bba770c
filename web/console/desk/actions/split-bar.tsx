import type { Conversation } from '#contract/conversations'
import { useState } from 'react'
import { call, type Input } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { Button } from '../../../ui/button.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { useToast } from '../../../ui/toasts.tsx'
import { useConsole } from '../../text.ts'

type SplitBarProps = {
  conversation: Conversation
  picked: ReadonlySet<string>
  onClose: () => void
  onSplit: (id: string) => void
}

/** A second matter: what was ticked goes into a conversation of its own. Stands where the answer is written, meanwhile. */
export function SplitBar({ conversation, picked, onClose, onSplit }: SplitBarProps) {
  const { t } = useConsole()
  const toast = useToast()
  const [subject, setSubject] = useState('')
  const split = useAction(
    (input: Input<'POST /conversations/:id/split'>, options) => call('POST /conversations/:id/split', input, options),
    (answer) => {
      toast(t('split.done', { reference: answer.conversation.reference }))
      onClose()
      onSplit(answer.conversation.id)
    },
  )
  return (
    <section aria-label={t('split.open')} className="grid gap-3 border-t border-line bg-note-wash p-3">
      <p>
        <strong className="font-[600]">{t('split.open')}.</strong> {t('split.detail')}
      </p>
      <TextField label={t('split.subject')} value={subject} onChange={setSubject} maxLength={200} />
      <ActionTrouble error={split.error} />
      <div className="flex flex-wrap gap-2">
        <Button
          size="small"
          look="primary"
          isDisabled={picked.size === 0}
          isPending={split.isPending}
          onPress={() =>
            void split.run({
              id: conversation.id,
              messages: [...picked],
              ...(subject.trim() ? { subject: subject.trim() } : {}),
            })
          }
        >
          {t('split.confirm', { count: picked.size })}
        </Button>
        <Button size="small" onPress={onClose}>
          {t('common.cancel')}
        </Button>
      </div>
    </section>
  )
}
