import type { Claim } from '#contract/claims'
import Check from 'lucide-react/icons/check'
import Clock from 'lucide-react/icons/clock'
import X from 'lucide-react/icons/x'
import { useRuleWords } from '../../parts/words.ts'
import { Facts, Section } from '../story/section.tsx'
import { useConsole } from '../text.ts'
import { useAheadWords } from './claim-words.ts'

/** What the rules propose and why, whether the seller is protected, and what they bear of it now. */
export function Proposal({ claim }: { claim: Claim }) {
  const { t, locale, format } = useConsole()
  const rule = useRuleWords()
  const ahead = useAheadWords()
  const { proposal, debit, protection = [] } = claim
  if (!proposal && !debit && protection.length === 0) return null
  return (
    <Section
      title={t(claim.ahead ? 'claims.ahead' : proposal ? 'claims.rules' : 'claims.afterwards')}
      end={proposal && !claim.ahead && <bdi className="text-sm text-soft">{proposal.rule}</bdi>}
    >
      <div className="grid gap-3 px-4 py-3 text-sm">
        {proposal && (
          <>
            {ahead(claim).map((words) => (
              <p key={words} className="text-base font-[580]">
                {words}
              </p>
            ))}
            <ul className="grid gap-1 text-soft">
              {proposal.reasons.map((reason) => (
                <li key={reason.code}>{rule('reason', reason)}</li>
              ))}
            </ul>
            {!claim.ahead && (
              <p className="text-soft">
                {locale === 'en'
                  ? proposal.onSilence
                  : t(claim.state === 'appealed' ? 'claims.silence.appeal' : 'claims.silence.review')}
              </p>
            )}
          </>
        )}
        <Protection protection={protection} />
        {debit && (
          <div className="border-line not-first:border-t not-first:pt-3">
            <Facts
              facts={[
                [
                  t('claims.debit'),
                  <span key="debit" className="tabular">
                    {format.money(debit.amount)} · {t(`claims.debitState.${debit.state as 'held'}`)}
                  </span>,
                ],
                debit.commissionBack.amountMinor > 0 && [
                  t('claims.commissionBack'),
                  <span key="commission" className="tabular">
                    {format.money(debit.commissionBack)}
                  </span>,
                ],
              ]}
            />
          </div>
        )}
      </div>
    </Section>
  )
}

function Protection({ protection }: { protection: NonNullable<Claim['protection']> }) {
  const { t, format } = useConsole()
  if (protection.length === 0) return null
  const isWhole = protection.every(({ met }) => met)
  return (
    <div className="grid gap-1.5 border-line not-first:border-t not-first:pt-3">
      <p className="font-[560]">{t(isWhole ? 'claims.protected' : 'claims.notProtected')}</p>
      <ul className="grid gap-1">
        {protection.map((each) => {
          const Mark = each.met ? Check : each.open ? Clock : X
          const state = each.met ? 'met' : each.open === 'not_yet' ? 'notYet' : (each.open ?? 'notMet')
          const tone = each.met ? 'text-accent-ink' : each.open ? 'text-soft' : 'text-bad'
          return (
            <li key={each.condition} className="flex items-start gap-2">
              <Mark className={`mt-0.5 size-4 shrink-0 ${tone}`} aria-hidden="true" />
              <span className="sr-only">{t(`claims.${state}`)}</span>
              <span>
                {t(`claims.condition.${each.condition as 'platform_label'}`, { hours: each.hours ?? 'none' })}
                {each.open === 'not_yet' && each.by && (
                  <span className="text-soft"> ({t('review.by', { when: format.moment(each.by) })})</span>
                )}
              </span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
