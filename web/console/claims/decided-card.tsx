import type { Claim } from '#contract/claims'
import { isolated } from '../../parts/claims/text.ts'
import { useRuleWords } from '../../parts/words.ts'
import { Banner } from '../../ui/banner.tsx'
import { useConsole } from '../text.ts'
import { useProposalWords } from './claim-words.ts'

/** What was decided, by whom, for how much, who pays, and in which words. */
export function DecidedCard({ claim }: { claim: Claim }) {
  const { t, format } = useConsole()
  const says = useProposalWords()
  const rule = useRuleWords()
  const { decision } = claim
  if (!decision) return null
  const { verdict, award, payer, counts, amount, follows, reason, appealUntil } = decision
  const words = reason ? rule('reason', reason) : decision.words
  const by = decision.decidedBy
    ? t('claims.by', { name: isolated(decision.decidedBy.name), when: format.moment(decision.at) })
    : t(decision.by === 'agreement' ? 'claims.byAgreement' : 'claims.byRules', { when: format.moment(decision.at) })
  const isAgain = claim.state === 'appealed'
  return (
    <Banner
      tone={isAgain ? 'neutral' : 'good'}
      title={`${isAgain ? t('claims.before') : t(`claims.verdict.${verdict}`)} · ${by}`}
    >
      {isAgain && <p className="font-[560] text-ink">{t(`claims.verdict.${verdict}`)}</p>}
      {verdict !== 'for_seller' && (
        <p className="tabular">
          {follows && !follows.paid && `${t('claims.onceBack', { amount: format.money(follows.amount) })} · `}
          {amount.amountMinor > 0 && `${format.money(amount)} · `}
          {says({ verdict, award, payer: payer ?? 'seller', counts: counts ?? false })}
        </p>
      )}
      {words && (
        <p className="wrap-anywhere whitespace-pre-line" dir="auto">
          {words}
        </p>
      )}
      {!isAgain && appealUntil && claim.state !== 'final' && (
        <p>{t('claims.appealUntil', { day: format.day(appealUntil) })}</p>
      )}
    </Banner>
  )
}
