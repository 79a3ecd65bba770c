import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import ChevronRight from 'lucide-react/icons/chevron-right'
import { call } from '../../kit/call.ts'
import { useClaimText } from '../../parts/claims/text.ts'
import { useClaimWords } from '../../parts/claims/words.ts'
import { Card, CardHead } from '../../ui/card.tsx'

/** The claims of an order in a line each: where it stands, what it is about. */
export function ClaimList({ orderId }: { orderId: string }) {
  const { t } = useClaimText()
  const words = useClaimWords('shopper')
  const claims =
    useQuery({
      queryKey: ['order', orderId, 'claims'],
      queryFn: ({ signal }) => call('GET /claims', { order: orderId }, { signal }),
    }).data?.data ?? []
  if (claims.length === 0) return null
  return (
    <Card>
      <CardHead title={t('page.yours')} />
      <ul className="divide-y divide-line px-5 pb-2">
        {claims.map((claim) => (
          <li key={claim.id}>
            <Link
              to="/claims/$claimId"
              params={{ claimId: claim.id }}
              className="group -mx-2 flex items-center gap-3 rounded-md px-2 py-3.5 text-ink no-underline hover:bg-canvas"
            >
              <span className="min-w-0 flex-1">
                <span className="block font-[560]">{t(`ground.${claim.ground}`)}</span>
                <span className="block text-[0.9375rem]">{words(claim).headline}</span>
                <span className="block text-[0.9375rem] text-soft">
                  <bdi>{claim.items[0]?.title}</bdi>
                </span>
              </span>
              <ChevronRight className="mirror size-5 shrink-0 text-faint" aria-hidden="true" />
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  )
}
