import type { Claim } from '#contract/claims'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import ChevronRight from 'lucide-react/icons/chevron-right'
import Scale from 'lucide-react/icons/scale'
import type { ReactNode } from 'react'
import { isolated, useClaimText } from '../../parts/claims/text.ts'
import { borneBySeller, useClaimWords } from '../../parts/claims/words.ts'
import { ProductPicture } from '../../parts/product-picture.tsx'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { claimsQuery } from '../claims/data.ts'
import { RecourseList } from '../claims/recourse-list.tsx'
import { Deadline } from '../layout/deadline.tsx'
import { More } from '../layout/more.tsx'
import { Page } from '../layout/page.tsx'
import { useSeller } from '../text.ts'

/** Claims of shoppers against the seller: what needs an answer with its clock, then what others look at, then what is decided. */
export function Claims() {
  const seller = useSeller()
  const { t } = useClaimText()
  const open = useInfiniteQuery(claimsQuery('open'))
  const decided = useInfiniteQuery(claimsQuery('decided'))
  const rows = open.data?.pages.flatMap((page) => page.data)
  const over = decided.data?.pages.flatMap((page) => page.data)
  const yours = rows?.filter((claim) => claim.dueFor === 'seller')
  const theirs = rows?.filter((claim) => claim.dueFor !== 'seller') ?? []
  const failed = open.error ?? decided.error
  const isEmpty = rows?.length === 0 && over?.length === 0
  return (
    <Page title={t('portal.title')} detail={isEmpty ? undefined : t('portal.detail')}>
      {failed && <PageTrouble isPart error={failed} onRetry={() => void [open.refetch(), decided.refetch()]} />}
      {!failed && (!rows || !over) && <SkeletonRows rows={3} height="h-28" label={seller.t('common.loading')} />}
      {isEmpty && (
        <Card>
          <Notice icon={<Scale aria-hidden="true" />} title={t('portal.none')}>
            {seller.t('claims.noneDetail')}
          </Notice>
        </Card>
      )}
      {rows && over && !isEmpty && (
        <div className="grid gap-8">
          <Part title={t('portal.yours')} claims={yours ?? []} none={t('portal.yours.none')} />
          {theirs.length > 0 && <Part title={t('portal.theirs')} claims={theirs} />}
          {over.length > 0 && (
            <Part title={t('portal.decided')} claims={over}>
              <More pages={decided} />
            </Part>
          )}
        </div>
      )}
      <More pages={open} />
      <RecourseList />
    </Page>
  )
}

function Part({
  title,
  claims,
  none,
  children,
}: {
  title: string
  claims: readonly Claim[]
  none?: string
  children?: ReactNode
}) {
  return (
    <section aria-label={title}>
      <h2 className="mb-3 text-lg">{title}</h2>
      {claims.length === 0 && <p className="text-soft">{none}</p>}
      <ul className="grid gap-3">
        {claims.map((claim) => (
          <Card as="li" key={claim.id}>
            <Row claim={claim} />
          </Card>
        ))}
      </ul>
      {children}
    </section>
  )
}

function Row({ claim }: { claim: Claim }) {
  const { t, format } = useClaimText()
  const { headline } = useClaimWords('seller')(claim)
  const [item] = claim.items
  const needsAnswer = claim.dueFor === 'seller'
  const silence =
    claim.state === 'contacting' && !claim.question ? 'contacting' : claim.advanced ? 'advanced' : 'seller_due'
  return (
    <Link
      to="/claims/$claimId"
      params={{ claimId: claim.id }}
      className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-3 rounded-xl px-4 py-4 text-ink no-underline hover:bg-canvas sm:grid-cols-[11rem_minmax(0,1fr)_auto] sm:px-5"
    >
      <span className="max-sm:col-span-2">
        {needsAnswer && claim.dueAt ? <Deadline by={claim.dueAt} /> : <State claim={claim} />}
      </span>
      <span className="flex min-w-0 items-start gap-3">
        <ProductPicture url={item?.imageUrl ?? null} category={item?.category} className="size-12" />
        <span className="min-w-0">
          <Badge tone="note">{t(`ground.${claim.ground}`)}</Badge>
          <span className="mt-1 block font-[600]">{headline}</span>
          <span className="block text-sm text-soft">
            <bdi>{item?.title}</bdi> · <bdi>{claim.order.reference}</bdi> ·{' '}
            <span className="tabular">{format.money(amountShown(claim))}</span>
          </span>
          {needsAnswer && (
            <span className="mt-1 block text-sm text-soft">
              {t(`portal.silence.${silence}`, {
                amount: format.money(borneBySeller(claim)),
                shopper: isolated(claim.shopper.name),
              })}
            </span>
          )}
        </span>
      </span>
      <ChevronRight className="mirror size-5 text-faint" aria-hidden="true" />
    </Link>
  )
}

const decidedStates = new Set<Claim['state']>(['for_shopper', 'for_seller', 'split', 'final'])

/** What it came to, else what it is about. */
function amountShown({ decision, tooMuch, value }: Claim) {
  return decision && decision.verdict !== 'for_seller'
    ? (decision.follows?.amount ?? decision.amount)
    : (tooMuch ?? value)
}

/** Where a claim is that wants nothing from the seller, and since or until when. */
function State({ claim }: { claim: Claim }) {
  const { t, format } = useClaimText()
  const { decision } = claim
  const words =
    decision && decidedStates.has(claim.state)
      ? t(`portal.verdict.${decision.verdict}`)
      : t(`state.${claim.state as 'review'}`)
  const time = decision && claim.state !== 'appealed' ? format.shortDay(decision.at) : null
  return (
    <span className="grid justify-items-start gap-1">
      <Badge tone={decision?.verdict === 'for_seller' ? 'good' : 'neutral'}>{words}</Badge>
      {time ? (
        <span className="text-sm text-soft">{time}</span>
      ) : (
        claim.dueAt && <span className="text-sm text-soft">{t('by', { when: format.moment(claim.dueAt) })}</span>
      )}
    </span>
  )
}
