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
export function atStake({ decision, tooMuch, value }: Claim): Claim['value'] {
  const known = decision?.follows?.amount ?? decision?.amount
  return known && known.amountMinor > 0 ? known : (tooMuch ?? value)
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

/** While the seller is asked nobody proposes anything: what each answer comes to. Once a person is to decide, what the rules propose. */
export function useAheadWords(): (claim: Pick<Claim, 'ahead' | 'proposal'>) => string[] {
  const { t } = useConsole()
  const says = useProposalWords()
  return ({ ahead, proposal }) => {
    if (ahead)
      return (['accepted', 'silent'] as const).map((answer) =>
        t(`claims.ahead.${answer}`, { what: says({ verdict: 'for_shopper', ...ahead[answer] }) }),
      )
    return proposal ? [says(proposal)] : []
  }
}
