import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { preferredLocale } from '../../../kit/i18n/locales.ts'
import { loadClaimText } from '../../../parts/claims/text.ts'
import { orderClaimsQuery } from '../../claims/data.ts'

const ClaimsOf = lazy(async () => {
  const [{ ClaimsOf: component }] = await Promise.all([import('./claims-of.tsx'), loadClaimText(preferredLocale())])
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
