import type { PersonMerge } from '#contract/persons'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { mergesQuery, staffMeQuery } from '../data.ts'
import { Section } from '../story/section.tsx'
import { reaches, type Role } from '../roles.ts'
import { useConsole } from '../text.ts'

/** Whom a shopper was made one with by hand: by whom, why, and the way back. */
export function MergedShoppers({ customerId }: { customerId: string }) {
  const { t, format } = useConsole()
  const mayUndo = mayMerge(useQuery(staffMeQuery).data?.role)
  const merges = useQuery(mergesQuery(customerId)).data?.data ?? []
  const [undoing, setUndoing] = useState<PersonMerge | null>(null)
  if (merges.length === 0) return null
  return (
    <Section title={t('persons.together')}>
      <ul className="divide-y divide-line">
        {merges.map((merge) => (
          <li key={merge.id} className="grid gap-1 px-4 py-3">
            <p className="font-[580] break-words">{merge.customer.name}</p>
            {merge.customer.email && (
              <p className="text-sm break-all text-soft">
                <bdi>{merge.customer.email}</bdi>
              </p>
            )}
            <p className="text-sm text-soft" dir="auto">
              {t('returns.quote', { text: merge.reason })}
            </p>
            <p className="text-sm text-faint">
              {t('persons.by', { name: merge.by.name, date: format.shortDate(merge.at) })}
            </p>
            <p className="text-sm text-soft">{t(merge.seeEachOther ? 'persons.see' : 'persons.unseen')}</p>
            {mayUndo && (
              <Button size="small" className="mt-1 w-fit" onPress={() => setUndoing(merge)}>
                {t('persons.undo')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {undoing && <UndoDialog merge={undoing} onClose={() => setUndoing(null)} />}
    </Section>
  )
}

/** From senior on, as the API has it. */
export function mayMerge(role: Role | undefined): boolean {
  return reaches(role, 'senior')
}

function UndoDialog({ merge, onClose }: { merge: PersonMerge; onClose: () => void }) {
  const { t } = useConsole()
  const toast = useToast()
  const [reason, setReason] = useState('')
  const undo = useAction(
    (input: Input<'POST /customer-merges/:id/undo'>, options) => call('POST /customer-merges/:id/undo', input, options),
    () => {
      toast(t('persons.undone'))
      onClose()
    },
  )
  return (
    <Dialog
      title={t('persons.undoTitle', { name: merge.customer.name })}
      isOpen
      onClose={onClose}
      closeLabel={t('common.close')}
      actions={
        <Button
          look="primary"
          isDisabled={reason.trim().length < 3}
          isPending={undo.isPending}
          onPress={() => void undo.run({ id: merge.id, reason: reason.trim() })}
        >
          {t('persons.undo')}
        </Button>
      }
    >
      <div className="grid gap-4">
        <p className="text-soft">{t('persons.undoDetail')}</p>
        <TextField label={t('persons.undoReason')} value={reason} onChange={setReason} lines={2} maxLength={500} />
        <ActionTrouble error={undo.error} />
      </div>
    </Dialog>
  )
}
