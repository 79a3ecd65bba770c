import type { PersonMergePreview } from '#contract/persons'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, PageTrouble } from '../../parts/trouble.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { mergePreviewQuery, searchQuery, staffMeQuery } from '../data.ts'
import { Picker } from '../layout/picker.tsx'
import { useConsole } from '../text.ts'
import { mayMerge } from './merged-shoppers.tsx'

/** The way to make this shopper one with another record of the same person: find them, look at both, give a reason. */
export function MergeShopper({ into }: { into: { id: string; name: string } }) {
  const { t } = useConsole()
  const role = useQuery(staffMeQuery).data?.role
  const [step, setStep] = useState<'closed' | 'find' | { joining: string }>('closed')
  if (!mayMerge(role)) return null
  return (
    <>
      <Button onPress={() => setStep('find')}>{t('persons.open')}</Button>
      {step === 'find' && (
        <FindShopper into={into} onClose={() => setStep('closed')} onPick={(joining) => setStep({ joining })} />
      )}
      {typeof step === 'object' && <Confirm id={step.joining} into={into.id} onClose={() => setStep('closed')} />}
    </>
  )
}

type FindProps = { into: { id: string; name: string }; onPick: (id: string) => void; onClose: () => void }

function FindShopper({ into, onPick, onClose }: FindProps) {
  const { t } = useConsole()
  const [q, setQ] = useState('')
  const found = useQuery(searchQuery(q)).data?.customers
  return (
    <Picker
      title={t('persons.findTitle', { name: into.name })}
      detail={t('persons.findDetail')}
      label={t('persons.find')}
      empty={q.trim().length < 2 ? t('persons.type') : t('persons.none')}
      items={
        q.trim().length < 2
          ? []
          : found
              ?.filter(({ id }) => id !== into.id)
              .map(({ id, name, email, orders }) => ({
                id,
                label: name,
                detail: [email, t('search.orders', { count: orders })].filter(Boolean).join(' · '),
              }))
      }
      onSearch={setQ}
      onPick={onPick}
      onClose={onClose}
    />
  )
}

function Confirm({ id, into, onClose }: { id: string; into: string; onClose: () => void }) {
  const { t } = useConsole()
  const toast = useToast()
  const [reason, setReason] = useState('')
  const preview = useQuery(mergePreviewQuery(id, into))
  const merge = useAction(
    (input: Input<'POST /customers/:id/merges'>, options) => call('POST /customers/:id/merges', input, options),
    () => {
      toast(t('persons.done'))
      onClose()
    },
  )
  const both = preview.data
  return (
    <Dialog
      title={t('persons.title')}
      isOpen
      onClose={onClose}
      closeLabel={t('common.close')}
      wide
      actions={
        <Button
          look="primary"
          isDisabled={!both || both.hindrance !== null || reason.trim().length < 3}
          isPending={merge.isPending}
          onPress={() => void merge.run({ id, into, reason: reason.trim() })}
        >
          {t('persons.confirm')}
        </Button>
      }
    >
      {preview.isError && <PageTrouble isPart error={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.isPending && <SkeletonRows rows={3} height="h-10" label={t('common.loading')} />}
      {both && (
        <div className="grid gap-4">
          <p className="text-soft">{t('persons.stays', { name: both.into.name })}</p>
          <div className="grid gap-3 sm:grid-cols-2">
            <Side side={both.into} />
            <Side side={both.customer} />
          </div>
          <p className="text-sm text-soft">{t(both.seeEachOther ? 'persons.see' : 'persons.unseen')}</p>
          {both.hindrance ? (
            <Notice title={t('persons.hindered')}>{both.hindrance.message}</Notice>
          ) : (
            <TextField
              label={t('persons.reason')}
              hint={t('persons.reasonHint')}
              value={reason}
              onChange={setReason}
              lines={2}
              maxLength={500}
            />
          )}
          <ActionTrouble error={merge.error} />
        </div>
      )}
    </Dialog>
  )
}

function Side({ side }: { side: PersonMergePreview['into'] }) {
  const { t } = useConsole()
  const counts = ['orders', 'conversations', 'returns', 'paymentMethods', 'addresses'] as const
  return (
    <section aria-label={side.name} className="min-w-0 rounded-lg bg-sunken px-4 py-3.5">
      <p className="font-[600]">{side.name}</p>
      {side.email && (
        <p className="text-sm break-all text-soft">
          <bdi>{side.email}</bdi>
        </p>
      )}
      <p className="mt-1.5 flex flex-wrap gap-1.5">
        <Badge tone={side.emailVerified ? 'good' : 'note'}>
          {t(side.emailVerified ? 'persons.proved' : 'persons.unproved')}
        </Badge>
        <Badge tone={side.risk === 'low' ? 'good' : side.risk === 'medium' ? 'note' : 'warn'}>
          {t(`risk.${side.risk}`)}
        </Badge>
      </p>
      <ul className="mt-2 text-sm">
        {counts.map((count) => (
          <li key={count}>{t(`persons.count.${count}`, { count: side[count] })}</li>
        ))}
      </ul>
    </section>
  )
}
