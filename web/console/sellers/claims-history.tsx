import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useClaimText } from '../../parts/claims/text.ts'
import { Badge } from '../../ui/badge.tsx'
import { atStake, toneOfClaim, useProposalWords } from '../claims/claim-words.ts'
import { sellerClaimsQuery } from '../claims/data.ts'
import { useConsole } from '../text.ts'
import { ListPart } from './list-part.tsx'

/** Every claim on what the seller sold, the newest first. */
export function ClaimsHistory({ sellerId }: { sellerId: string }) {
  const { t, format } = useConsole()
  const words = useClaimText()
  const says = useProposalWords()
  const claims = useInfiniteQuery(sellerClaimsQuery(sellerId))
  return (
    <ListPart title={t('place./claims')} list={claims} none={t('seller.noClaims')}>
      {(claim) => (
        <Link
          to="/claims/$claimId"
          params={{ claimId: claim.id }}
          className="grid gap-x-4 gap-y-1 px-4 py-3 text-ink no-underline -outline-offset-2 hover:bg-canvas sm:grid-cols-[minmax(0,1fr)_auto]"
        >
          <span className="min-w-0">
            <span className="font-[580]">{words.t(`ground.${claim.ground}`)}</span>
            <span className="block text-sm text-soft">
              <bdi>{claim.shopper.name}</bdi> · <bdi>{claim.order.reference}</bdi> ·{' '}
              <bdi>{format.shortDate(claim.openedAt)}</bdi>
            </span>
            {claim.decision && claim.decision.verdict !== 'for_seller' && (
              <span className="block text-sm text-soft">
                {says({
                  verdict: claim.decision.verdict,
                  award: claim.decision.award,
                  payer: claim.decision.payer ?? 'seller',
                  counts: claim.decision.counts ?? false,
                })}
              </span>
            )}
          </span>
          <span className="flex flex-wrap items-center gap-2 sm:grid sm:content-start sm:justify-items-end">
            <span className="tabular">{format.money(atStake(claim))}</span>
            <Badge tone={toneOfClaim(claim.state)}>{t(`claims.state.${claim.state}`)}</Badge>
          </span>
        </Link>
      )}
    </ListPart>
  )
}
