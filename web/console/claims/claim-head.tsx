import type { Claim } from '#contract/claims'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { isolated, useClaimText } from '../../parts/claims/text.ts'
import { ProductPicture } from '../../parts/product-picture.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Card } from '../../ui/card.tsx'
import { CopyText } from '../../ui/copy-text.tsx'
import { customerConversationsQuery } from '../desk/data.ts'
import { Deadline } from '../layout/deadline.tsx'
import { useConsole } from '../text.ts'
import { toneOfClaim, useAheadWords } from './claim-words.ts'

/** What the claim is about, between whom, where it stands and until when. */
export function ClaimHead({ claim, level: Level }: { claim: Claim; level: 'h1' | 'h2' }) {
  const { t, format } = useConsole()
  const words = useClaimText()
  const ahead = useAheadWords()
  return (
    <Card className="grid gap-4 p-5" aria-labelledby="claim-title">
      <div className="grid gap-2">
        <p className="flex flex-wrap items-center gap-2">
          {claim.dueAt && claim.dueFor !== 'nobody' && <Deadline at={claim.dueAt} />}
          <Badge tone={toneOfClaim(claim.state)}>{t(`claims.state.${claim.state}`)}</Badge>
          {claim.paused && <Badge tone="note">{t('claims.paused')}</Badge>}
          {claim.advanced && <Badge tone="note">{t('claims.advanced')}</Badge>}
          {claim.proposal && (
            <Badge tone={claim.proposal.riskBand === 'high' ? 'warn' : 'neutral'}>
              {t(`risk.${claim.proposal.riskBand}`)}
            </Badge>
          )}
          <span className="min-w-36 flex-1 text-end text-sm">
            <CopyText text={claim.reference} label={t('common.copy')} />
          </span>
        </p>
        <Level id="claim-title" className="flex flex-wrap items-baseline justify-between gap-x-4 text-xl">
          {words.t(`ground.${claim.ground}`)}
          <span className="tabular">{format.money(claim.tooMuch ?? claim.value)}</span>
        </Level>
        {ahead(claim).map((what) => (
          <p key={what}>{claim.ahead ? what : t('claims.proposed', { what })}</p>
        ))}
        <WhoAndWhat claim={claim} />
      </div>
      <ul className="flex flex-wrap gap-x-6 gap-y-2">
        {claim.items.map((item) => (
          <li key={item.itemId} className="flex min-w-0 items-center gap-2.5 text-sm">
            <ProductPicture url={item.imageUrl} category={item.category} className="size-9" />
            <span>
              {item.quantity > 1 && `${format.number(item.quantity)} × `}
              <bdi>{item.title}</bdi>
            </span>
          </li>
        ))}
      </ul>
      {claim.paused && <Banner tone="note" title={t('claims.pausedDetail')} />}
      {claim.offer && (
        <Banner tone="note" title={t('claims.offer', { amount: format.money(claim.offer.amount) })}>
          <bdi>{claim.offer.words}</bdi>
        </Banner>
      )}
    </Card>
  )
}

/** The people, each a way to everything else about them. */
function WhoAndWhat({ claim }: { claim: Claim }) {
  const { t, format } = useConsole()
  const conversations = useQuery({
    ...customerConversationsQuery(claim.customerId ?? ''),
    enabled: claim.customerId !== undefined,
  }).data?.data
  const talk = conversations?.find(({ orderId }) => orderId === claim.order.id) ?? conversations?.[0]
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-soft">
      <Link to="/customers/$customerId" params={{ customerId: claim.customerId ?? '' }} className="link">
        <bdi>{claim.shopper.name}</bdi>
      </Link>
      <Link to="/sellers/$sellerId" params={{ sellerId: claim.seller.id }} className="link">
        <bdi>{claim.seller.name}</bdi>
      </Link>
      <Link to="/orders/$orderId" params={{ orderId: claim.order.id }} className="link">
        {t('claims.order', {
          reference: isolated(claim.order.reference),
          day: isolated(format.shortDate(claim.order.placedAt)),
        })}
      </Link>
      {talk && (
        <Link to="/desk" search={{ c: talk.id, order: claim.order.id, pane: 'case' }} className="link">
          {t('claims.atDesk')}
        </Link>
      )}
      <span>{t('claims.opened', { when: format.moment(claim.openedAt) })}</span>
    </p>
  )
}
