import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useClaimText } from '../../parts/claims/text.ts'
import { Badge } from '../../ui/badge.tsx'
import { useConsole } from '../text.ts'
import { sellerDefectsQuery } from './data.ts'
import { ListPart } from './list-part.tsx'

/** What is on record about a seller, and whether it counts. */
export function Defects({ sellerId }: { sellerId: string }) {
  const { t, has, format } = useConsole()
  const words = useClaimText()
  const defects = useInfiniteQuery(sellerDefectsQuery(sellerId))
  const nameOf = (kind: string) => {
    const [ours, ground] = [`seller.defect.${kind}`, `ground.${kind}`]
    return has(ours) ? t(ours) : words.has(ground) ? words.t(ground) : kind.replaceAll('_', ' ')
  }
  return (
    <ListPart title={t('seller.defects')} list={defects} none={t('seller.noDefects')}>
      {(defect) => (
        <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 px-4 py-2.5 text-sm">
          <span className="min-w-0">
            {defect.about.kind === 'claim' ? (
              <Link to="/claims/$claimId" params={{ claimId: defect.about.id }} className="link font-[560]">
                {nameOf(defect.kind)}
              </Link>
            ) : (
              <span className="font-[560]">{nameOf(defect.kind)}</span>
            )}
            <span className="block text-soft">{format.shortDate(defect.at)}</span>
          </span>
          <Badge tone={defect.counts ? 'warn' : 'neutral'}>
            {t(defect.voidedAt ? 'seller.voided' : defect.counts ? 'seller.countsShort' : 'seller.countsNotShort')}
          </Badge>
        </div>
      )}
    </ListPart>
  )
}
