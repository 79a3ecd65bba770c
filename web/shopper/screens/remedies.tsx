import type { Problem } from '#contract/problems'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { AddressInline } from '../../parts/address-lines.tsx'
import { type Remedy, RemedyCard } from '../../parts/remedy-card.tsx'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { orderQuery } from '../data.ts'
import { useShopper } from '../text.ts'

/** The ways to put it right, best first; one tap takes one. Looking around and adding a note are offered, never asked for. */
export function Remedies({ problem }: { problem: Problem }) {
  const { t, format } = useShopper()
  const [statement, setStatement] = useState(false)
  const [note, setNote] = useState('')
  const [taken, setTaken] = useState<string | null>(null)
  const take = useAction((remedy: Remedy, options) =>
    call(
      'POST /problems/:id/remedy',
      {
        id: problem.id,
        remedy: remedy.id,
        ...(remedy.requires?.includes('statement') ? { statement } : {}),
        ...(note.trim() ? { note: note.trim() } : {}),
      },
      options,
    ),
  )
  const remedies = [...problem.remedies].sort((a, b) => Number(b.recommended) - Number(a.recommended))
  const needsStatement = (remedy: Remedy) => Boolean(remedy.requires?.includes('statement'))
  return (
    <section aria-label={t('remedies.title')} className="grid gap-4">
      {remedies.some(needsStatement) && (
        <div className="rounded-xl border border-line bg-surface px-5 py-3">
          <Checkbox isSelected={statement} onChange={setStatement} detail={t('remedies.statementDetail')}>
            {t('remedies.statement')}
          </Checkbox>
        </div>
      )}
      {remedies.map((remedy) => (
        <RemedyCard
          key={remedy.id}
          remedy={remedy}
          isPending={take.isPending && taken === remedy.id}
          isDisabled={(take.isPending && taken !== remedy.id) || (needsStatement(remedy) && !statement)}
          onTake={() => {
            setTaken(remedy.id)
            void take.run(remedy)
          }}
        >
          <Details remedy={remedy} orderId={problem.orderId} />
        </RemedyCard>
      ))}
      <ActionTrouble error={take.error} />
      {problem.waitUntil && !format.isPast(problem.waitUntil) && (
        <p className="px-1 text-[0.9375rem] text-soft">{t('remedies.waitDetail')}</p>
      )}
      <div className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface">
        {problem.checklist.length > 0 && (
          <Disclosure title={t('remedies.checklist')}>
            <ul className="grid list-disc gap-1 ps-5 text-soft">
              {problem.checklist.map((place) => (
                <CheckPlace key={place.code} place={place} />
              ))}
            </ul>
          </Disclosure>
        )}
        <Disclosure title={t('remedies.note')}>
          <TextField
            label={t('remedies.noteLabel')}
            hint={t('remedies.noteHint')}
            lines={3}
            value={note}
            onChange={setNote}
            maxLength={2000}
          />
        </Disclosure>
      </div>
    </section>
  )
}

function CheckPlace({ place }: { place: Problem['checklist'][number] }): ReactNode {
  const { t, has, locale } = useShopper()
  const key = `checklist.${place.code}`
  return <li>{locale !== 'en' && has(key) ? t(key) : place.words}</li>
}

/** Where a new one goes, so that nobody has to ask. */
function Details({ remedy, orderId }: { remedy: Remedy; orderId: string }) {
  const { t } = useShopper()
  const order = useQuery({ ...orderQuery(orderId), enabled: remedy.kind === 'replacement' }).data
  if (remedy.kind !== 'replacement' || !order) return null
  return (
    <p className="-mt-2 ps-15 text-sm text-soft">
      {t('remedies.to')} <AddressInline address={order.shippingAddress} />
    </p>
  )
}
