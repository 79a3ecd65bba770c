import type { Incident } from '#contract/incidents'
import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { TextField } from '../../ui/text-field.tsx'
import { ActionDialog } from '../layout/action-dialog.tsx'
import { useConsole } from '../text.ts'

/** One message, once to each shopper: into their open conversation, else by mail. */
export function TellEverybody({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const { t } = useConsole()
  const [text, setText] = useState('')
  const send = useAction(
    (message: string, options) => call('POST /incidents/:id/messages', { id: incident.id, text: message }, options),
    onClose,
  )
  return (
    <ActionDialog
      title={t('incidents.tell')}
      label={t('incidents.send', { count: incident.shoppers })}
      isReady={text.trim().length >= 3}
      isPending={send.isPending}
      error={send.error}
      onPress={() => void send.run(text.trim())}
      onClose={onClose}
    >
      <p className="text-soft">{t('incidents.tellDetail')}</p>
      <TextField label={t('incidents.message')} lines={5} maxLength={5_000} value={text} onChange={setText} />
    </ActionDialog>
  )
}
