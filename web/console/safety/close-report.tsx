import type { SafetyOutcome, SafetyReport } from '#contract/safety'
import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { ActionDialog } from '../layout/action-dialog.tsx'
import { useConsole } from '../text.ts'

const outcomes = ['product_at_fault', 'misuse', 'in_transit', 'no_harm', 'unclear'] as const

/** What it was, in one word and a sentence. */
export function CloseReport({ report, onClose }: { report: SafetyReport; onClose: () => void }) {
  const { t } = useConsole()
  const [outcome, setOutcome] = useState<SafetyOutcome | null>(null)
  const [note, setNote] = useState('')
  const close = useAction(
    (given: { outcome: SafetyOutcome; note: string }, options) =>
      call('POST /safety/reports/:id/close', { id: report.id, ...given }, options),
    onClose,
  )
  return (
    <ActionDialog
      title={t('safety.close')}
      label={t('safety.close')}
      isReady={outcome !== null && note.trim().length >= 3}
      isPending={close.isPending}
      error={close.error}
      onPress={() => outcome && void close.run({ outcome, note: note.trim() })}
      onClose={onClose}
    >
      <Select
        label={t('safety.outcome')}
        choices={outcomes.map((id) => ({ id, label: t(`safety.outcome.${id}`) }))}
        value={outcome}
        onChange={(id) => setOutcome(id as SafetyOutcome)}
        isRequired
      />
      <TextField
        label={t('safety.found')}
        lines={3}
        maxLength={2000}
        dir="auto"
        isRequired
        value={note}
        onChange={setNote}
      />
    </ActionDialog>
  )
}
