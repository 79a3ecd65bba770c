import type { Claim } from '#contract/claims'
import { Link } from '@tanstack/react-router'
import { useClaimText } from '../../../parts/claims/text.ts'
import { Badge } from '../../../ui/badge.tsx'
import { atStake, toneOfClaim, useAheadWords } from '../../claims/claim-words.ts'
import { Deadline } from '../../layout/deadline.tsx'
import { Section } from '../../story/section.tsx'
import { useConsole } from '../../text.ts'

/** Claims on what sellers sold in this order: where each stands, until when, and what the rules propose. */
export function ClaimsOf({ claims }: { claims: Claim[] }) {
  const { t, format } = useConsole()
  const words = useClaimText()
  const ahead = useAheadWords()
  return (
    <Section title={t('place./claims')} count={claims.length}>
      <ul className="divide-y divide-line">
        {claims.map((claim) => (
          <li key={claim.id} className="grid gap-1.5 px-4 py-3 text-sm">
            <p className="flex flex-wrap items-center gap-2">
              <Link to="/claims/$claimId" params={{ claimId: claim.id }} className="link font-[580]">
                {words.t(`ground.${claim.ground}`)}
              </Link>
              <span className="tabular ms-auto">{format.money(atStake(claim))}</span>
            </p>
            <p className="flex flex-wrap items-center gap-2">
              <Badge tone={toneOfClaim(claim.state)}>{t(`claims.state.${claim.state}`)}</Badge>
              {claim.dueAt && claim.dueFor !== 'nobody' && <Deadline at={claim.dueAt} />}
              <Link to="/sellers/$sellerId" params={{ sellerId: claim.seller.id }} className="link ms-auto">
                <bdi>{claim.seller.name}</bdi>
              </Link>
            </p>
            {ahead(claim).map((words) => (
              <p key={words} className="text-soft">
                {words}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </Section>
  )
}
