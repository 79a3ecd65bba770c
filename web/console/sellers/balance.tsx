import { useQuery } from '@tanstack/react-query'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Facts, Section } from '../story/section.tsx'
import { useConsole } from '../text.ts'
import { sellerBalanceQuery } from './data.ts'

const parts = ['toNet', 'toPay', 'held', 'beingCollected'] as const

/** What is open between the store and a seller. */
export function Balance({ sellerId }: { sellerId: string }) {
  const { t, format } = useConsole()
  const balance = useQuery(sellerBalanceQuery(sellerId))
  if (balance.isError) return <PageTrouble isPart error={balance.error} onRetry={() => void balance.refetch()} />
  if (!balance.data) return null
  return (
    <Section title={t('seller.balance')}>
      {balance.data.data.length === 0 ? (
        <p className="px-4 py-3 text-sm text-soft">{t('seller.noBalance')}</p>
      ) : (
        <ul className="divide-y divide-line">
          {balance.data.data.map((one) => (
            <li key={one.currency} className="px-4 py-3">
              <Facts
                facts={parts.map((part) => [
                  t(`seller.balance.${part}`),
                  <span key={part} className="tabular">
                    {format.money(one[part])}
                  </span>,
                ])}
              />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
