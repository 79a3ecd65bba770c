import type { Account } from '#contract/persons'
import type { ReactNode } from 'react'
import { AddressInline } from '../../parts/address-lines.tsx'
import { useConsole } from '../text.ts'

/** How to reach a shopper, beside what else is known of them. */
export function useAccountFacts(account: Account | undefined): (readonly [string, ReactNode])[] {
  const { t } = useConsole()
  const [first, ...others] = account?.addresses ?? []
  const facts: (readonly [string, ReactNode])[] = []
  if (account?.phoneShown) facts.push([t('story.phone'), <bdi key="phone">{account.phoneShown}</bdi>])
  if (first)
    facts.push([
      t('account.address'),
      <span key="address">
        <AddressInline address={first} />
        {others.length > 0 && ` ${t('account.moreAddresses', { count: others.length })}`}
      </span>,
    ])
  return facts
}
