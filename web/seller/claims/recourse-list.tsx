import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { call } from '../../kit/call.ts'
import { useClaimText } from '../../parts/claims/text.ts'
import { Card } from '../../ui/card.tsx'

/** What the seller asked back without a claim, each with where it stands. */
export function RecourseList() {
  const { t, format } = useClaimText()
  const rows =
    useQuery({
      queryKey: ['recourses'],
      queryFn: ({ signal }) => call('GET /recourses', { state: 'all', limit: 20 }, { signal }),
    }).data?.data ?? []
  if (rows.length === 0) return null
  return (
    <section aria-label={t('recourse.list')} className="mt-8">
      <h2 className="mb-3 text-lg">{t('recourse.list')}</h2>
      <Card as="div">
        <ul className="divide-y divide-line">
          {rows.map((row) => (
            <li key={row.id} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 px-4 py-3.5 sm:px-5">
              <span className="min-w-0 flex-1 basis-60">
                <span className="block font-[580]">
                  {t(`recourse.state.${row.state}`, {
                    when: row.decideBy ? format.dayAndTime(row.decideBy) : '',
                    amount: format.money(row.granted ?? row.amount),
                  })}
                </span>
                <span className="block text-sm text-soft">
                  {t(`recourse.ground.${row.ground}`)} ·{' '}
                  <Link to="/orders/$orderId" params={{ orderId: row.order.id }} className="link">
                    <bdi>{row.order.reference}</bdi>
                  </Link>
                </span>
                {row.note && (
                  <span dir="auto" className="mt-1 block wrap-anywhere">
                    {row.note}
                  </span>
                )}
              </span>
              <span className="tabular font-[620]">{format.money(row.amount)}</span>
            </li>
          ))}
        </ul>
      </Card>
    </section>
  )
}
