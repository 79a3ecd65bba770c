import type { Incident } from '#contract/incidents'
import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
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
    <Dialog
      title={t('incidents.tell')}
      isOpen
      onClose={onClose}
      closeLabel={t('common.close')}
      actions={
        <Button
          look="primary"
          isDisabled={text.trim().length < 3}
          isPending={send.isPending}
          onPress={() => void send.run(text.trim())}
        >
          {t('incidents.send', { count: incident.shoppers })}
        </Button>
      }
    >
      <div className="grid gap-4">
        <p className="text-soft">{t('incidents.tellDetail')}</p>
        <TextField label={t('incidents.message')} lines={5} maxLength={5_000} value={text} onChange={setText} />
        <ActionTrouble error={send.error} />
      </div>
    </Dialog>
  )
}
