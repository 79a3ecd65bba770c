import type { Claim } from '#contract/claims'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useLive } from '../../kit/live.ts'
import { AddEvidence } from '../../parts/claims/add-evidence.tsx'
import { AppealForm } from '../../parts/claims/appeal-form.tsx'
import { ClaimItems } from '../../parts/claims/claim-items.tsx'
import { ClaimTimeline } from '../../parts/claims/claim-timeline.tsx'
import { DecisionCard } from '../../parts/claims/decision-card.tsx'
import { EvidenceList, hasEvidence } from '../../parts/claims/evidence-list.tsx'
import { QuestionCard } from '../../parts/claims/question-card.tsx'
import { useClaimText } from '../../parts/claims/text.ts'
import { useClaimWords } from '../../parts/claims/words.ts'
import { MoneyBack } from '../../parts/money-back.tsx'
import { PageTrouble } from '../../parts/trouble.tsx'
import { WaysOut } from '../../parts/ways-out.tsx'
import { buttonClass } from '../../ui/button-looks.ts'
import { Card, CardHead } from '../../ui/card.tsx'
import { CopyText } from '../../ui/copy-text.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { AskPerson } from '../screens/ask-person.tsx'
import { PageHead } from '../screens/page-head.tsx'
import { useShopper } from '../text.ts'
import { claimQuery } from './data.ts'
import { OfferCard } from './offer-card.tsx'
import { Withdraw } from './withdraw.tsx'

/** One claim: the answer first, then what the shopper may do, what happens by when, and what both sides showed. */
export function ClaimPage() {
  const { t } = useShopper()
  const { claimId } = useParams({ from: '/known/claims/$claimId' })
  const claim = useQuery(claimQuery(claimId))
  useLive(claim.data && { topic: `order:${claim.data.order.id}` })
  if (claim.isError) return <PageTrouble error={claim.error} onRetry={() => void claim.refetch()} />
  if (!claim.data) return <SkeletonRows rows={2} height="h-56" label={t('common.loading')} />
  return <ClaimView claim={claim.data} />
}

function ClaimView({ claim }: { claim: Claim }) {
  const shopper = useShopper()
  const { t } = useClaimText()
  const { headline, words } = useClaimWords('shopper')(claim)
  const may = new Set(claim.allowed)
  const isSettled = claim.decision !== null && claim.decision.verdict !== 'for_seller'
  return (
    <div className="mx-auto max-w-2xl">
      <PageHead
        orderId={claim.order.id}
        orderReference={claim.order.reference}
        title={headline}
        isSettled={isSettled && claim.state !== 'appealed'}
      >
        <p className="text-lg text-soft">{words}</p>
      </PageHead>
      <div className="grid gap-6">
        {may.has('answer_question') && <QuestionCard claim={claim} />}
        {claim.offer && <OfferCard claim={claim} offer={claim.offer} canTake={may.has('take_offer')} />}
        <Money claim={claim} />
        <Card className="p-5 sm:p-6">
          <ClaimTimeline claim={claim} viewer="shopper" />
        </Card>
        <DecisionCard claim={claim} viewer="shopper" />
        {(may.has('add_evidence') || hasEvidence(claim)) && (
          <Card>
            <CardHead title={t('evidence.title')} />
            <div className="px-5 pt-3 pb-5">
              <EvidenceList claim={claim} viewer="shopper" />
            </div>
          </Card>
        )}
        {(may.has('add_evidence') || may.has('appeal')) && (
          <div className="divide-y divide-line overflow-hidden rounded-xl border border-line">
            {may.has('add_evidence') && (
              <Disclosure title={t('form.addTitle')}>
                <AddEvidence claim={claim} viewer="shopper" />
              </Disclosure>
            )}
            {may.has('appeal') && (
              <Disclosure title={t('appeal.title')}>
                <AppealForm claim={claim} viewer="shopper" />
              </Disclosure>
            )}
          </div>
        )}
        <Card className="grid gap-4 p-5">
          <div className="flex flex-wrap items-center justify-between gap-x-4">
            <h2 className="text-lg">{t('page.yours')}</h2>
            <p className="flex items-center gap-1.5 text-sm text-soft">
              {t('page.number')} <CopyText text={claim.reference} label={shopper.t('common.copy')} />
            </p>
          </div>
          <ClaimItems claim={claim} />
        </Card>
        {may.has('withdraw') && <Withdraw claim={claim} />}
        <AskPerson orderReference={claim.order.reference} problemReference={claim.reference} orderId={claim.order.id} />
      </div>
    </div>
  )
}

/** What comes back, to which card and when; or the way back of the thing. */
function Money({ claim }: { claim: Claim }) {
  const { t } = useClaimText()
  const goesBack = claim.decision?.award === 'return' ? claim.returnId : null
  if (!claim.refund && !goesBack) return null
  return (
    <Card>
      <CardHead title={t('decision.money')} />
      <div className="grid gap-3 px-5 pt-2 pb-5">
        {claim.refund && (
          <>
            <MoneyBack refund={claim.refund} />
            <WaysOut refund={claim.refund} />
          </>
        )}
        {goesBack && !claim.refund && (
          <Link
            to="/returns/$returnId"
            params={{ returnId: goesBack }}
            className={buttonClass({ look: 'primary', size: 'large', wide: true })}
          >
            {t('decision.return')}
          </Link>
        )}
      </div>
    </Card>
  )
}
