import type { Order } from '#contract/story'
import { lazy, Suspense } from 'react'
import { withTexts } from '../../kit/i18n/own-texts.ts'
import { loadClaimText } from '../../parts/claims/text.ts'

// Most orders have none: the list and its words come when they are wanted.
const List = lazy(async () => {
  const { ClaimList } = await withTexts(import('./claim-list.tsx'), loadClaimText)
  return { default: ClaimList }
})

/** What a seller was asked to put right on this order, each with where it stands. */
export function ClaimsOfOrder({ order }: { order: Order }) {
  if (!order.items.some((item) => item.claimId !== null)) return null
  return (
    <Suspense>
      <List orderId={order.id} />
    </Suspense>
  )
}
