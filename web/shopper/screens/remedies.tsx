import type { Problem } from '#contract/problems'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
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
import { ExchangeChoice, useExchangeTitle, type Variant } from './exchange-choice.tsx'

/** The most that is shown at once; the rest is one tap further. */
const shownAtOnce = 3

/** The ways to put it right, best first; one tap takes one. Looking around and adding a note are offered, never asked for. */
export function Remedies({ problem }: { problem: Problem }) {
  const { t, format } = useShopper()
  const [statement, setStatement] = useState(false)
  const [note, setNote] = useState('')
  const [taken, setTaken] = useState<string | null>(null)
  const [variant, setVariant] = useState<Variant | null>(null)
  const [consents, setConsents] = useState(false)
  const exchangeTitle = useExchangeTitle()
  const navigate = useNavigate()
  const take = useAction(
    (remedy: Remedy, options) =>
      call(
        'POST /problems/:id/remedy',
        {
          id: problem.id,
          remedy: remedy.id,
          ...(remedy.requires?.includes('statement') ? { statement } : {}),
          ...(remedy.kind === 'exchange' && variant ? { variant: variant.id } : {}),
          ...(remedy.consent ? { consent: consents } : {}),
          ...(note.trim() ? { note: note.trim() } : {}),
        },
        options,
      ),
    // What the seller is asked has a page of its own.
    ({ claim, taken: chosen }) =>
      chosen?.kind === 'claim' && claim
        ? navigate({ to: '/claims/$claimId', params: { claimId: claim.id }, replace: true })
        : undefined,
  )
  const remedies = [...problem.remedies].sort((a, b) => Number(b.recommended) - Number(a.recommended))
  const needs = (remedy: Remedy, what: string) => Boolean(remedy.requires?.some((each) => each === what))
  const isOpen = (remedy: Remedy) =>
    !(
      (needs(remedy, 'statement') && !statement) ||
      needs(remedy, 'photo') ||
      (needs(remedy, 'variant') && !variant) ||
      (remedy.consent && !consents)
    )
  const card = (remedy: Remedy) => (
    <RemedyCard
      key={remedy.id}
      remedy={remedy}
      isPending={take.isPending && taken === remedy.id}
      isDisabled={(take.isPending && taken !== remedy.id) || !isOpen(remedy)}
      buttonTitle={remedy.kind === 'exchange' && !needs(remedy, 'photo') ? exchangeTitle(variant) : undefined}
      onTake={() => {
        setTaken(remedy.id)
        void take.run(remedy)
      }}
    >
      {remedy.kind === 'exchange' && !needs(remedy, 'photo') && (
        <ExchangeChoice remedy={remedy} chosen={variant} onChoose={setVariant} />
      )}
      {remedy.kind === 'parts' && !needs(remedy, 'photo') && (
        <TextField
          label={t('remedies.part')}
          hint={t('remedies.partHint')}
          value={note}
          onChange={setNote}
          maxLength={500}
        />
      )}
      {remedy.consent && (
        <Checkbox isSelected={consents} onChange={setConsents} detail={t('remedies.consentDetail')}>
          {t('remedies.consent', { amount: format.money(remedy.consent.amount), method: remedy.consent.method })}
        </Checkbox>
      )}
      <Details remedy={remedy} orderId={problem.orderId} />
    </RemedyCard>
  )
  const choices = remedies.filter((remedy) => remedy.kind !== 'person')
  const [first, more] = [choices.slice(0, shownAtOnce), choices.slice(shownAtOnce)]
  return (
    <section aria-label={t('remedies.title')} className="grid gap-4">
      {remedies.some((remedy) => needs(remedy, 'statement')) && (
        <div className="rounded-xl border border-line bg-surface px-5 py-3">
          <Checkbox isSelected={statement} onChange={setStatement} detail={t('remedies.statementDetail')}>
            {t('remedies.statement')}
          </Checkbox>
        </div>
      )}
      {first.map(card)}
      {more.length > 0 && (
        <div className="overflow-hidden rounded-xl border border-line">
          <Disclosure title={t('remedies.more')}>
            <div className="grid gap-4">{more.map(card)}</div>
          </Disclosure>
        </div>
      )}
      {remedies.filter((remedy) => remedy.kind === 'person').map(card)}
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
  const isSent = remedy.kind === 'replacement' || remedy.kind === 'exchange' || remedy.kind === 'parts'
  const order = useQuery({ ...orderQuery(orderId), enabled: isSent }).data
  if (!isSent || !order) return null
  return (
    <p className="-mt-2 ps-15 text-sm text-soft">
      {t('remedies.to')} <AddressInline address={order.shippingAddress} />
    </p>
  )
}
