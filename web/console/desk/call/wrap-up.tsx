import type { Call } from '#contract/calls'
import { useState } from 'react'
import { call as send } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { Button } from '../../../ui/button.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { useConsole } from '../../text.ts'
import { duration } from '../lists/waited.tsx'

/** After the call: what colleagues should know, and what the shopper reads. */
export function WrapUp({ call }: { call: Call }) {
  const { t, format } = useConsole()
  const [note, setNote] = useState('')
  const [agreed, setAgreed] = useState('')
  const done = useAction((written: { note?: string; agreed?: string }, options) =>
    send('POST /calls/:id/wrap-up', { id: call.id, clientId: `wrap-up-${call.id}`, ...written }, options),
  )
  return (
    <section aria-label={t('callBar.title')} className="grid gap-3 border-t border-line bg-accent-wash px-4 py-3">
      <p className="font-[560]">{t('callBar.after', { time: duration(t, format.number, call.seconds) })}</p>
      <TextField label={t('callBar.agreed')} value={agreed} onChange={setAgreed} lines={2} maxLength={4_000} />
      <TextField label={t('callBar.note')} value={note} onChange={setNote} lines={2} maxLength={4_000} />
      <ActionTrouble error={done.error} />
      <Button
        size="small"
        look="primary"
        className="justify-self-start"
        isPending={done.isPending}
        onPress={() =>
          void done.run({
            ...(note.trim() ? { note } : {}),
            ...(agreed.trim() ? { agreed } : {}),
          })
        }
      >
        {t('callBar.done')}
      </Button>
    </section>
  )
}
