import { useQuery } from '@tanstack/react-query'
import { useLive } from '../../kit/live.ts'
import { Charge } from '../../parts/claims/charge.tsx'
import { EvidenceList } from '../../parts/claims/evidence-list.tsx'
import { useClaimText } from '../../parts/claims/text.ts'
import { PageTrouble } from '../../parts/trouble.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { orderStoryQuery } from '../data.ts'
import { Decisions } from '../story/decisions.tsx'
import { Parcels } from '../story/parcels.tsx'
import { Section } from '../story/section.tsx'
import { useConsole } from '../text.ts'
import { ClaimHead } from './claim-head.tsx'
import { ClaimStory } from './claim-story.tsx'
import { claimQuery } from './data.ts'
import { DecideClaim } from './decide-claim.tsx'
import { Proposal } from './proposal.tsx'

/** One claim: both sides beside what the carrier says, what the rules propose, and the decision. */
export function ClaimPane({ id, level = 'h2' }: { id: string; level?: 'h1' | 'h2' }) {
  const { t } = useConsole()
  const claims = useClaimText()
  const claim = useQuery(claimQuery(id))
  const orderId = claim.data?.order.id
  useLive(orderId !== undefined && { topic: `order:${orderId}` })
  const story = useQuery({ ...orderStoryQuery(orderId ?? ''), enabled: orderId !== undefined })
  if (claim.isError)
    return <PageTrouble isPart={level === 'h2'} error={claim.error} onRetry={() => void claim.refetch()} />
  if (!claim.data)
    return (
      <div className="p-4 sm:p-6">
        <SkeletonRows rows={3} height="h-40" label={t('common.loading')} />
      </div>
    )
  const { items, proposal } = claim.data
  const parcels = (story.data?.shipments ?? []).filter((shipment) =>
    shipment.items.some((held) => items.some((item) => item.itemId === held.itemId)),
  )
  const trace = (story.data?.decisions ?? []).filter((decision) => decision.id === proposal?.decisionId)
  return (
    <article className="@container p-4 sm:p-6" aria-labelledby="claim-title">
      <div className="grid gap-4">
        <ClaimHead claim={claim.data} level={level} />
        <div className="grid items-start gap-4 @2xl:grid-cols-2 @4xl:grid-cols-3">
          <Section title={t('claims.side.shopper', { name: claim.data.shopper.name })}>
            <div className="px-4 py-3 text-sm">
              <EvidenceList claim={onlyOf(claim.data, 'shopper')} viewer="seller" />
            </div>
          </Section>
          <Section title={t('claims.side.seller', { name: claim.data.seller.name })}>
            <div className="px-4 py-3 text-sm">
              <EvidenceList claim={onlyOf(claim.data, 'seller')} viewer="shopper" />
            </div>
          </Section>
          <div className="grid min-w-0 gap-4 @2xl:max-@4xl:col-span-2">
            {claim.data.charge && (
              <Section title={claims.t('charge.title')}>
                <div className="px-4 py-3 text-sm">
                  <Charge claim={claim.data} />
                </div>
              </Section>
            )}
            {story.isError && <PageTrouble isPart error={story.error} onRetry={() => void story.refetch()} />}
            {story.isPending && <SkeletonRows rows={1} height="h-40" label={t('common.loading')} />}
            {story.data && parcels.length === 0 && (
              <Section title={t('parcels.title')}>
                <p className="px-4 py-3 text-sm text-soft">{t('claims.noParcel')}</p>
              </Section>
            )}
            <Parcels shipments={parcels} />
          </div>
        </div>
        <div className="grid items-start gap-4 @4xl:grid-cols-2">
          <DecideClaim claim={claim.data} />
          <div className="grid min-w-0 gap-4">
            <Proposal claim={claim.data} />
            <Decisions decisions={trace} />
            <ClaimStory claim={claim.data} />
          </div>
        </div>
      </div>
    </article>
  )
}

type Shown = Parameters<typeof EvidenceList>[0]['claim']

function onlyOf(claim: Shown, side: 'shopper' | 'seller'): Shown {
  return {
    ...claim,
    entries: claim.entries.filter((entry) => entry.side === side),
    questions: claim.questions.filter((question) => question.to === side),
  }
}
