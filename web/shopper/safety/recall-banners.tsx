import type { RecallNotice } from '#contract/safety'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { withTexts } from '../../kit/i18n/own-texts.ts'
import { recallNoticesQuery } from '../data.ts'
import { loadSafetyText } from '../joined-texts.ts'

// Most shoppers never have one: its words and looks come only with it.
const RecallBanner = lazy(async () => {
  const { RecallBanner: shown } = await withTexts(import('./recall-banner.tsx'), loadSafetyText)
  return { default: shown }
})

/** What was recalled of the shopper's things: of one order, or, on the list, what still waits for their choice, one banner a recall. */
export function RecallBanners({ orderId, className = 'mb-6' }: { orderId?: string; className?: string }) {
  const notices = useQuery(recallNoticesQuery).data ?? []
  const shown = notices.filter((notice) => (orderId ? notice.orderId === orderId : notice.choices.length > 0))
  if (shown.length === 0) return null
  const groups = new Map<string, RecallNotice[]>()
  for (const notice of shown) groups.set(notice.recallId, [...(groups.get(notice.recallId) ?? []), notice])
  return (
    <Suspense>
      {[...groups].map(([recallId, its]) => (
        <RecallBanner key={recallId} notices={its} className={className} />
      ))}
    </Suspense>
  )
}
