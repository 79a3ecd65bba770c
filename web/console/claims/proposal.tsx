import type { Claim } from '#contract/claims'
import Check from 'lucide-react/icons/check'
import X from 'lucide-react/icons/x'
import { useRuleWords } from '../../parts/words.ts'
import { Facts, Section } from '../story/section.tsx'
import { useConsole } from '../text.ts'
import { useProposalWords } from './claim-words.ts'

/** What the rules propose and why, whether the seller is protected, and what they bear of it now. */
export function Proposal({ claim }: { claim: Claim }) {
  const { t, locale, format } = useConsole()
  const rule = useRuleWords()
  const says = useProposalWords()
  const { proposal, debit, protection = [] } = claim
  if (!proposal && !debit && protection.length === 0) return null
  return (
    <Section
      title={t(proposal ? 'claims.rules' : 'claims.afterwards')}
      end={proposal && <bdi className="text-sm text-soft">{proposal.rule}</bdi>}
    >
      <div className="grid gap-3 px-4 py-3 text-sm">
        {proposal && (
          <>
            <p className="text-base font-[580]">{says(proposal)}</p>
            <ul className="grid gap-1 text-soft">
              {proposal.reasons.map((reason) => (
                <li key={reason.code}>{rule('reason', reason)}</li>
              ))}
            </ul>
            <p className="text-soft">
              {locale === 'en'
                ? proposal.onSilence
                : t(claim.state === 'appealed' ? 'claims.silence.appeal' : 'claims.silence.review')}
            </p>
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
  const { t } = useConsole()
  if (protection.length === 0) return null
  const isWhole = protection.every(({ met }) => met)
  return (
    <div className="grid gap-1.5 border-line not-first:border-t not-first:pt-3">
      <p className="font-[560]">{t(isWhole ? 'claims.protected' : 'claims.notProtected')}</p>
      <ul className="grid gap-1">
        {protection.map((each) => {
          const Mark = each.met ? Check : X
          return (
            <li key={each.condition} className="flex items-start gap-2">
              <Mark
                className={each.met ? 'mt-0.5 size-4 shrink-0 text-accent-ink' : 'mt-0.5 size-4 shrink-0 text-bad'}
                aria-hidden="true"
              />
              <span className="sr-only">{t(each.met ? 'claims.met' : 'claims.notMet')}</span>
              {t(`claims.condition.${each.condition as 'platform_label'}`)}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
