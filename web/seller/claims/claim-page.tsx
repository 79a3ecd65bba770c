import type { Claim } from '#contract/claims'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { AddEvidence } from '../../parts/claims/add-evidence.tsx'
import { AppealForm } from '../../parts/claims/appeal-form.tsx'
import { Charge } from '../../parts/claims/charge.tsx'
import { ClaimItems } from '../../parts/claims/claim-items.tsx'
import { ClaimTimeline } from '../../parts/claims/claim-timeline.tsx'
import { DecisionCard } from '../../parts/claims/decision-card.tsx'
import { EvidenceList, hasEvidence } from '../../parts/claims/evidence-list.tsx'
import { QuestionCard } from '../../parts/claims/question-card.tsx'
import { isolated, useClaimText } from '../../parts/claims/text.ts'
import { useClaimWords } from '../../parts/claims/words.ts'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Card, CardHead } from '../../ui/card.tsx'
import { CopyText } from '../../ui/copy-text.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { BackLink } from '../layout/back-link.tsx'
import { Deadline } from '../layout/deadline.tsx'
import { Page } from '../layout/page.tsx'
import { useSeller } from '../text.ts'
import { AnswerClaim } from './answer-claim.tsx'
import { claimQuery } from './data.ts'
import { Debit } from './debit.tsx'
import { Protection } from './protection.tsx'

/** One claim: the clock and what is asked first, then both sides, the protection, and the money. */
export function ClaimPage() {
  const { claimId } = useParams({ from: '/inside/claims/$claimId' })
  const { t } = useSeller()
  const claim = useQuery(claimQuery(claimId))
  if (claim.isError) return <PageTrouble error={claim.error} onRetry={() => void claim.refetch()} />
  if (!claim.data)
    return (
      <Page title={t('place./claims')} back={<BackLink to="/claims" />}>
        <SkeletonRows rows={3} height="h-24" label={t('common.loading')} />
      </Page>
    )
  return <ClaimView claim={claim.data} />
}

function ClaimView({ claim }: { claim: Claim }) {
  const seller = useSeller()
  const { t, format } = useClaimText()
  const { headline, words } = useClaimWords('seller')(claim)
  const may = new Set(claim.allowed)
  const isYours = claim.dueFor === 'seller' && claim.dueAt !== null
  return (
    <Page
      back={<BackLink to="/claims" />}
      title={headline}
      detail={
        <span className="flex flex-wrap items-center gap-x-3">
          <span className="inline-flex items-center gap-1.5">
            {t('page.number')} <CopyText text={claim.reference} label={seller.t('common.copy')} />
          </span>
          <Link to="/orders/$orderId" params={{ orderId: claim.order.id }} className="link">
            {t('portal.order', { number: isolated(claim.order.reference) })}
          </Link>
        </span>
      }
    >
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="grid min-w-0 gap-5">
          {isYours && claim.dueAt ? (
            <Banner tone="warn" end={<Deadline by={claim.dueAt} />}>
              <p className="text-ink">{words}</p>
            </Banner>
          ) : (
            <p className="text-lg text-soft">{words}</p>
          )}
          {may.has('answer_question') && <QuestionCard claim={claim} />}
          {claim.offer && (
            <Banner title={t('offer.waits', { amount: format.money(claim.offer.amount) })}>
              {t('offer.waitsWords', { shopper: isolated(claim.shopper.name) })}
            </Banner>
          )}
          {(may.has('answer') || may.has('offer')) && <AnswerClaim claim={claim} />}
          <DecisionCard claim={claim} viewer="seller" />
          {(may.has('add_evidence') || hasEvidence(claim)) && (
            <Card>
              <CardHead title={t('evidence.title')} />
              <div className="px-5 pt-3 pb-5">
                <EvidenceList claim={claim} viewer="seller" />
              </div>
            </Card>
          )}
          {/* While an answer is wanted, evidence comes with it. */}
          {((may.has('add_evidence') && !may.has('answer')) || may.has('appeal')) && (
            <div className="divide-y divide-line overflow-hidden rounded-xl border border-line">
              {may.has('add_evidence') && !may.has('answer') && (
                <Disclosure title={t('form.addTitle')}>
                  <AddEvidence claim={claim} viewer="seller" />
                </Disclosure>
              )}
              {may.has('appeal') && (
                <Disclosure title={t('appeal.title')}>
                  <AppealForm claim={claim} viewer="seller" />
                </Disclosure>
              )}
            </div>
          )}
        </div>
        <div className="grid gap-5">
          <Card className="p-5">
            <ClaimItems claim={claim} />
          </Card>
          {claim.charge && (
            <Card>
              <CardHead title={t('charge.title')} />
              <div className="px-5 pt-2 pb-5 text-[0.9375rem]">
                <Charge claim={claim} />
              </div>
            </Card>
          )}
          <Debit claim={claim} />
          <Protection claim={claim} />
          <Card className="p-5">
            <ClaimTimeline claim={claim} viewer="seller" />
          </Card>
        </div>
      </div>
    </Page>
  )
}
