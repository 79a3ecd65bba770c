import type { Claim } from '#contract/claims'
import type { Tone } from '../../ui/badge.tsx'
import { useConsole } from '../text.ts'

type Ruling = { verdict: string; award: string; payer: string; counts: boolean }

const tones: Partial<Record<Claim['state'], Tone>> = {
  review: 'warn',
  appealed: 'warn',
  seller_due: 'note',
  contacting: 'note',
  for_shopper: 'good',
  for_seller: 'good',
  split: 'good',
}

export function toneOfClaim(state: Claim['state']): Tone {
  return tones[state] ?? 'neutral'
}

/** What goes back where that is known, and what it is all about while it is not. */
export function atStake({ decision, value }: Claim): Claim['value'] {
  return decision && decision.amount.amountMinor > 0 ? decision.amount : value
}

/** A decision in a sentence: what the shopper gets, who pays, and whether it counts. Money and blame are two things. */
export function useProposalWords() {
  const { t } = useConsole()
  return ({ verdict, award, payer, counts }: Ruling) =>
    verdict === 'for_seller'
      ? t('claims.says.for_seller')
      : [
          t(`claims.says.${award as 'full'}`),
          t(`claims.pays.${payer as 'seller'}`),
          t(counts ? 'claims.counts' : 'claims.countsNot'),
        ].join(' · ')
}
