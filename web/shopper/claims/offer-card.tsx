import type { Claim } from '#contract/claims'
import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ClaimTrouble } from '../../parts/claims/claim-trouble.tsx'
import { isolated, useClaimText } from '../../parts/claims/text.ts'
import { isWithShopper } from '../../parts/claims/words.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'

/** What the seller offers instead: one tap takes it, another leaves it, and nothing is lost either way. */
export function OfferCard({
  claim,
  offer,
  canTake,
}: {
  claim: Claim
  offer: NonNullable<Claim['offer']>
  canTake: boolean
}) {
  const { t, format } = useClaimText()
  const [accepts, setAccepts] = useState<boolean | null>(null)
  const answer = useAction((accept: boolean, options) =>
    call('POST /claims/:id/offer-answer', { id: claim.id, offer: offer.id, accept }, options),
  )
  const choose = (accept: boolean) => {
    setAccepts(accept)
    void answer.run(accept)
  }
  const amount = format.money(offer.amount)
  return (
    <Card className="grid gap-4 border-accent p-5 ring-1 ring-accent sm:p-6" aria-labelledby="offer">
      <div>
        <h2 id="offer" className="text-lg">
          {t(isWithShopper(claim) ? 'offer.title.keep' : 'offer.title', {
            seller: isolated(claim.seller.name),
            amount,
          })}
        </h2>
        {offer.words && (
          <p dir="auto" className="mt-1 wrap-anywhere whitespace-pre-line">
            {offer.words}
          </p>
        )}
        <p className="mt-1 text-soft">{t('offer.words')}</p>
      </div>
      {canTake && (
        <div className="grid gap-2 sm:grid-cols-2">
          <Button
            look="primary"
            size="large"
            isPending={answer.isPending && accepts === true}
            isDisabled={answer.isPending && accepts === false}
            onPress={() => choose(true)}
          >
            {t('offer.take', { amount })}
          </Button>
          <Button
            size="large"
            isPending={answer.isPending && accepts === false}
            isDisabled={answer.isPending && accepts === true}
            onPress={() => choose(false)}
          >
            {t('offer.leave')}
          </Button>
        </div>
      )}
      <ClaimTrouble error={answer.error} />
    </Card>
  )
}
