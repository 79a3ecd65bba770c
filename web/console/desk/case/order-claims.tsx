import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { withTexts } from '../../../kit/i18n/own-texts.ts'
import { loadClaimText } from '../../../parts/claims/text.ts'
import { orderClaimsQuery } from '../../claims/data.ts'

const ClaimsOf = lazy(async () => {
  const { ClaimsOf: component } = await withTexts(import('./claims-of.tsx'), loadClaimText)
  return { default: component }
})

/** The claims of an order; most have none, and load nothing for it. */
export function OrderClaims({ orderId }: { orderId: string }) {
  const claims = useQuery(orderClaimsQuery(orderId)).data ?? []
  if (claims.length === 0) return null
  return (
    <Suspense>
      <ClaimsOf claims={claims} />
    </Suspense>
  )
}
