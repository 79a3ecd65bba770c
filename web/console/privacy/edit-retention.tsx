import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { Banner } from '../../ui/banner.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { ActionDialog } from '../layout/action-dialog.tsx'
import { dryRunQuery, type Kept } from './data.ts'
import { usePrivacy } from './text.ts'

type EditRetentionProps = { kept: Kept; name: string; onClose: () => void }

/** Keeps something shorter, longer or forever; says before how much of it would go. */
export function EditRetention({ kept, name, onClose }: EditRetentionProps) {
  const { t } = usePrivacy()
  const toast = useToast()
  const [days, setDays] = useState(String(kept.days ?? kept.usualDays ?? ''))
  const [isForever, setForever] = useState(kept.days === null)
  const wanted = /^\d{1,5}$/.test(days.trim()) && Number(days) > 0 ? Number(days) : null
  const dryRun = useQuery({ ...dryRunQuery(kept.rule, wanted ?? 1), enabled: !isForever && wanted !== null }).data
  const save = useAction(
    (input: Input<'PUT /retention/:rule'>) => call('PUT /retention/:rule', input),
    () => {
      toast(t('privacy.saved'))
      onClose()
    },
  )
  const usual = kept.usualDays === null ? t('privacy.forever') : t('privacy.days', { days: kept.usualDays })
  return (
    <ActionDialog
      title={name}
      label={t('privacy.save')}
      isReady={isForever || wanted !== null}
      isPending={save.isPending}
      error={save.error}
      onPress={() => void save.run({ rule: kept.rule, days: isForever ? null : wanted })}
      onClose={onClose}
    >
      <TextField
        label={t('privacy.field')}
        hint={t('privacy.fieldHint', { least: t('privacy.days', { days: kept.leastDays }), usual })}
        inputMode="numeric"
        value={days}
        onChange={setDays}
        isDisabled={isForever}
        autoFocus
      />
      <Checkbox isSelected={isForever} onChange={setForever}>
        {t('privacy.foreverTick')}
      </Checkbox>
      {!isForever && dryRun && dryRun.days === wanted && (
        <Banner tone={dryRun.wouldGo > 0 ? 'warn' : 'neutral'} role="status">
          <p className="text-ink">{t('privacy.try', { rows: dryRun.wouldGo })}</p>
        </Banner>
      )}
    </ActionDialog>
  )
}
