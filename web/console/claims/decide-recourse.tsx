import type { Recourse } from '#contract/claims'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { isolated } from '../../parts/claims/text.ts'
import { useTroubleWords } from '../../parts/trouble.tsx'
import { ChoiceList } from '../../ui/choice-list.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { staffMeQuery } from '../data.ts'
import { ActionDialog } from '../layout/action-dialog.tsx'
import { roles } from '../roles.ts'
import { useConsole } from '../text.ts'
import { useAmountTrouble } from './amount-trouble.ts'
import { amountFrom } from './amounts.ts'
import { WhoCan } from './who-can.tsx'

type Choice = 'all' | 'some' | 'nothing'

/** All of a debit back, some of it, or none, with the reason that the seller reads. What is given back the platform bears. */
export function DecideRecourse({ recourse, onClose }: { recourse: Recourse; onClose: () => void }) {
  const { t, format } = useConsole()
  const trouble = useTroubleWords()
  const amountTrouble = useAmountTrouble()
  const toast = useToast()
  const me = useQuery(staffMeQuery).data
  const [choice, setChoice] = useState<Choice | null>(null)
  const [written, setWritten] = useState('')
  const [note, setNote] = useState('')
  const decide = useAction(
    (input: Input<'POST /recourses/:id/decision'>, options) => call('POST /recourses/:id/decision', input, options),
    () => {
      toast(t('recourse.decided'))
      onClose()
    },
  )
  const { currency } = recourse.amount
  const amount = choice === 'some' ? amountFrom(written, currency) : undefined
  const given = choice === 'all' ? recourse.amount : amount
  const param = decide.error?.param
  const isOnField = param === 'note' || param?.startsWith('amount')
  return (
    <ActionDialog
      title={t('recourse.decide')}
      label={
        choice !== 'nothing' && given ? t('recourse.give', { amount: format.money(given) }) : t('recourse.declineIt')
      }
      isReady={choice !== null && note.trim().length >= 3 && (choice !== 'some' || amount !== undefined)}
      isPending={decide.isPending}
      error={isOnField ? null : decide.error}
      onPress={() =>
        void decide.run({
          id: recourse.id,
          decision: choice === 'nothing' ? 'decline' : 'grant',
          note: note.trim(),
          ...(amount ? { amount } : {}),
        })
      }
      onClose={onClose}
    >
      <ChoiceList
        label={t('recourse.how', { seller: isolated(recourse.seller.name), amount: format.money(recourse.amount) })}
        value={choice}
        onChange={(id) => setChoice(id as Choice)}
        choices={(['all', 'some', 'nothing'] as const).map((id) => ({
          id,
          label: t(`recourse.choice.${id}`),
          detail: t(`recourse.choiceDetail.${id}`),
        }))}
      />
      {choice === 'some' && (
        <TextField
          label={t('claims.amount', { currency })}
          hint={t('claims.amountHint', { amount: format.money(recourse.amount) })}
          problem={param?.startsWith('amount') && amountTrouble(decide.error)}
          inputMode="decimal"
          dir="ltr"
          isRequired
          value={written}
          onChange={setWritten}
        />
      )}
      <TextField
        label={t('recourse.note')}
        hint={t('recourse.noteHint', { seller: isolated(recourse.seller.name) })}
        problem={param === 'note' && trouble(decide.error)}
        lines={3}
        maxLength={2000}
        dir="auto"
        isRequired
        value={note}
        onChange={setNote}
      />
      {decide.error?.code === 'above_limit' && me && (
        <WhoCan
          least={roles[Math.min(roles.indexOf(me.role) + 1, roles.length - 1)] ?? 'administrator'}
          except={me.id}
        />
      )}
    </ActionDialog>
  )
}
