import type { Conversation } from '#contract/conversations'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type Input } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { ChoiceList } from '../../../ui/choice-list.tsx'
import { Select } from '../../../ui/select.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { useToast } from '../../../ui/toasts.tsx'
import { staffMeQuery } from '../../data.ts'
import { ActionDialog } from '../../layout/action-dialog.tsx'
import { reaches } from '../../roles.ts'
import { useConsole } from '../../text.ts'

const dayMs = 86_400_000
const ends = ['1', '7', '30'] as const
type Step = Input<'POST /conversations/:id/conduct'>['step']

/** How abuse is answered, one step after the other. What puts a matter right is never taken away. */
export function ConductDialog({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) {
  const { t, format } = useConsole()
  const toast = useToast()
  const role = useQuery(staffMeQuery).data?.role
  const before = conversation.desk?.conduct ?? null
  const [step, setStep] = useState<Step>(before === null ? 'warned' : before === 'warned' ? 'mail_only' : 'blocked')
  const [reason, setReason] = useState('')
  const [days, setDays] = useState<string>('7')
  const take = useAction(
    (input: Input<'POST /conversations/:id/conduct'>, options) =>
      call('POST /conversations/:id/conduct', input, options),
    () => {
      toast(t('conduct.done'))
      onClose()
    },
  )
  const mayBlock = reaches(role, 'supervisor')
  return (
    <ActionDialog
      title={t('conduct.title')}
      label={t(`conductStep.${step}`)}
      isReady={reason.trim().length >= 3}
      isPending={take.isPending}
      error={take.error}
      onPress={() =>
        void take.run({
          id: conversation.id,
          step,
          reason: reason.trim(),
          ...(step === 'blocked'
            ? { expiresAt: new Date(format.now().getTime() + Number(days) * dayMs).toISOString() }
            : {}),
        })
      }
      onClose={onClose}
    >
      <p className="text-soft">{t('conduct.detail')}</p>
      <ChoiceList
        label={t('conduct.step')}
        value={step}
        onChange={(id) => setStep(id as Step)}
        choices={(['warned', 'mail_only', ...(mayBlock ? (['blocked'] as const) : [])] as Step[]).map((one) => ({
          id: one,
          label: t(`conductStep.${one}`),
          detail: t(`conductDetail.${one}`),
        }))}
      />
      {step === 'blocked' && (
        <Select
          label={t('conduct.ends')}
          value={days}
          onChange={setDays}
          choices={ends.map((id) => ({ id, label: t('keys.days', { count: Number(id) }) }))}
        />
      )}
      <TextField label={t('conduct.reason')} value={reason} onChange={setReason} lines={2} maxLength={1000} />
    </ActionDialog>
  )
}
