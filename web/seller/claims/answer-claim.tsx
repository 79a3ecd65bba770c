import type { Claim } from '#contract/claims'
import { useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { amountOf } from '../../parts/claims/amount-of.ts'
import { ClaimTrouble } from '../../parts/claims/claim-trouble.tsx'
import { EvidenceFields } from '../../parts/claims/evidence-fields.tsx'
import { isolated, useClaimText } from '../../parts/claims/text.ts'
import { kindsFor, useEvidence } from '../../parts/claims/use-evidence.ts'
import { borneBySeller, isWithShopper } from '../../parts/claims/words.ts'
import { Button } from '../../ui/button.tsx'
import { Card, CardHead } from '../../ui/card.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { TextField } from '../../ui/text-field.tsx'

/** The three answers: yes, an amount, or no with what shows it. One of them is open at a time. */
export function AnswerClaim({ claim }: { claim: Claim }) {
  const { t } = useClaimText()
  const may = new Set(claim.allowed)
  return (
    <Card className="overflow-hidden">
      {may.has('answer') && (
        <div className="pb-3">
          <CardHead title={t('portal.answer')} />
        </div>
      )}
      <div className="divide-y divide-line border-line not-first:border-t">
        {may.has('answer') && <Accept claim={claim} />}
        {may.has('offer') && (
          <Disclosure title={t('portal.offer')}>
            <Offer claim={claim} />
          </Disclosure>
        )}
        {may.has('answer') && (
          <Disclosure title={t('portal.contest')}>
            <Contest claim={claim} />
          </Disclosure>
        )}
      </div>
    </Card>
  )
}

type Answer = Input<'POST /claims/:id/answer'>

const useAnswer = (onDone?: () => void) =>
  useAction((input: Answer, options) => call('POST /claims/:id/answer', input, options), onDone)

function Accept({ claim }: { claim: Claim }) {
  const { t, format } = useClaimText()
  const [isSure, setSure] = useState(false)
  const answer = useAnswer()
  const values = {
    amount: format.money(claim.ahead?.accepted.yours ?? borneBySeller(claim)),
    gets: format.money(claim.ahead?.accepted.amount ?? claim.tooMuch ?? claim.value),
    payer: claim.ahead?.accepted.payer ?? 'seller',
    shopper: isolated(claim.shopper.name),
  }
  const { title, detail, sure } = acceptKeys(claim)
  return (
    <div className="grid gap-3 px-5 py-4">
      <p className="text-soft">{t(detail, values)}</p>
      <div className="flex flex-wrap gap-2">
        {isSure ? (
          <>
            <Button
              look="primary"
              isPending={answer.isPending}
              onPress={() => void answer.run({ id: claim.id, answer: 'accept' })}
            >
              {t(sure, values)}
            </Button>
            <Button look="quiet" onPress={() => setSure(false)}>
              {t('portal.cancel')}
            </Button>
          </>
        ) : (
          <Button look="primary" onPress={() => setSure(true)}>
            {t(title, values)}
          </Button>
        )}
      </div>
      <ClaimTrouble error={answer.error} />
    </div>
  )
}

/** Yes is not the same yes everywhere: the goods may have to come back first, or it is somebody else who pays. */
function acceptKeys({ advanced, ahead }: Claim) {
  const keys = { title: 'portal.accept', detail: 'portal.accept.detail', sure: 'portal.accept.sure' } as const
  if (ahead && ahead.accepted.yours.amountMinor === 0 && ahead.accepted.payer !== 'seller')
    return {
      title: 'portal.accept.others',
      detail: 'portal.accept.detail.others',
      sure: 'portal.accept.sure.others',
    } as const
  if (advanced) return { ...keys, title: 'portal.accept.advanced', detail: 'portal.accept.detail.advanced' } as const
  if (ahead?.accepted.award === 'return')
    return {
      title: 'portal.accept.return',
      detail: 'portal.accept.detail.return',
      sure: 'portal.accept.sure.return',
    } as const
  return keys
}

function Offer({ claim }: { claim: Claim }) {
  const { t, format } = useClaimText()
  const [written, setWritten] = useState('')
  const [words, setWords] = useState('')
  const offer = useAction((input: Input<'POST /claims/:id/offers'>, options) =>
    call('POST /claims/:id/offers', input, options),
  )
  const { currency } = claim.value
  const most = claim.tooMuch && claim.tooMuch.amountMinor < claim.value.amountMinor ? claim.tooMuch : claim.value
  const amountMinor = amountOf(written, currency, format.tag)
  const fits = amountMinor !== null && amountMinor <= most.amountMinor
  const amount = amountMinor === null ? null : { amountMinor, currency }
  return (
    <div className="grid gap-4">
      <p className="text-soft">
        {t(isWithShopper(claim) ? 'portal.offer.detail.keep' : 'portal.offer.detail', {
          shopper: isolated(claim.shopper.name),
        })}
      </p>
      <TextField
        label={t('portal.offer.amount')}
        hint={t('portal.offer.most', { currency, amount: format.money(most) })}
        inputMode="decimal"
        dir="ltr"
        value={written}
        onChange={setWritten}
        isRequired
      />
      <TextField
        label={t('portal.offer.words')}
        hint={t('form.optional')}
        lines={2}
        maxLength={2000}
        value={words}
        onChange={setWords}
      />
      <Button
        look="primary"
        className="justify-self-start"
        isPending={offer.isPending}
        isDisabled={!fits}
        onPress={() =>
          amount && void offer.run({ id: claim.id, amount, ...(words.trim() ? { words: words.trim() } : {}) })
        }
      >
        {fits && amount ? t('portal.offer.send', { amount: format.money(amount) }) : t('portal.offer')}
      </Button>
      <ClaimTrouble error={offer.error} />
    </div>
  )
}

function Contest({ claim }: { claim: Claim }) {
  const { t } = useClaimText()
  const [words, setWords] = useState('')
  const [shows, setShows] = useState(false)
  const draft = useEvidence(kindsFor(claim.ground, 'seller'))
  const answer = useAnswer(() => {
    // What was sent stands below; what is sent next says something new.
    setWords('')
    setShows(false)
    draft.clear()
  })
  const isWhole = shows ? draft.evidence !== null : words.trim() !== ''
  const send = () =>
    void answer.run({
      id: claim.id,
      answer: 'contest',
      ...(words.trim() ? { words: words.trim() } : {}),
      ...(shows && draft.evidence ? { evidence: [draft.evidence] } : {}),
    })
  return (
    <div className="grid gap-4">
      <p className="text-soft">{t(claim.state === 'contacting' ? 'portal.contest.first' : 'portal.contest.detail')}</p>
      <TextField label={t('portal.contest.words')} lines={3} maxLength={2000} value={words} onChange={setWords} />
      <Checkbox isSelected={shows} onChange={setShows}>
        {t('portal.contest.withEvidence')}
      </Checkbox>
      {shows && <EvidenceFields draft={draft} withWords={false} />}
      <Button
        look="primary"
        className="justify-self-start"
        isPending={answer.isPending}
        isDisabled={!isWhole}
        onPress={send}
      >
        {t('portal.contest.send')}
      </Button>
      {!isWhole && <p className="text-sm text-soft">{t('portal.contest.missing')}</p>}
      <ClaimTrouble error={answer.error} />
    </div>
  )
}
