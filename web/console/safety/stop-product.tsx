import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { TextField } from '../../ui/text-field.tsx'
import { ActionDialog } from '../layout/action-dialog.tsx'
import { useConsole } from '../text.ts'

/** The stop line: from this moment nobody is sent one. */
export function StopProduct({
  productId,
  title,
  lot,
  onClose,
}: {
  productId: string
  title: string
  lot: string | null
  onClose: () => void
}) {
  const { t } = useConsole()
  const [reason, setReason] = useState('')
  const stop = useAction(
    (given: string, options) =>
      call('POST /safety/stops', { product: productId, reason: given, ...(lot ? { lot } : {}) }, options),
    onClose,
  )
  return (
    <ActionDialog
      title={t('safety.stopTitle', { title })}
      label={t('safety.stop')}
      isReady={reason.trim().length >= 3}
      isPending={stop.isPending}
      error={stop.error}
      onPress={() => void stop.run(reason.trim())}
      onClose={onClose}
    >
      <p className="text-soft">{t('safety.stopDetail')}</p>
      <TextField
        label={t('safety.reason')}
        lines={3}
        maxLength={2000}
        dir="auto"
        isRequired
        value={reason}
        onChange={setReason}
      />
    </ActionDialog>
  )
}
