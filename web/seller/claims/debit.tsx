import type { Claim } from '#contract/claims'
import { Link } from '@tanstack/react-router'
import { useClaimText } from '../../parts/claims/text.ts'
import { Card, CardHead } from '../../ui/card.tsx'

/** What the seller bears of it now, and what comes back of the commission. */
export function Debit({ claim }: { claim: Claim }) {
  const { t, has, format } = useClaimText()
  const { debit, decision, ahead } = claim
  // What an appeal took back stays written, with nothing left to bear.
  const state = debit && debit.amount.amountMinor === 0 ? 'reversed' : debit?.state
  const key = `portal.debit.${state}`
  const isOver = ['withdrawn', 'closed'].includes(claim.state) || claim.decision !== null
  const follows = decision?.follows
  const same = ahead?.accepted.yours.amountMinor === ahead?.silent.yours.amountMinor && ahead?.silent.counts
  if (follows && !follows.paid && decision?.payer === 'seller')
    return (
      <Card>
        <CardHead title={t('portal.money')} />
        <div className="grid gap-1 px-5 pt-2 pb-5 text-[0.9375rem]">
          <p className="font-[560]">
            {t('portal.debit.follows', { amount: format.money(follows.yours ?? follows.amount) })}
          </p>
          {claim.returnId && (
            <Link
              to="/returns/$returnId"
              params={{ returnId: claim.returnId }}
              className="link inline-flex min-h-11 items-center"
            >
              {t('portal.debit.return')}
            </Link>
          )}
        </div>
      </Card>
    )
  if (!debit && isOver) return null
  return (
    <Card>
      <CardHead title={t('portal.money')} />
      <div className="grid gap-1 px-5 pt-2 pb-5 text-[0.9375rem]">
        {debit && has(key) ? (
          <>
            <p className="font-[560]">{t(key, { amount: format.money(debit.amount) })}</p>
            {debit.commissionBack.amountMinor > 0 && state !== 'reversed' && (
              <p className="text-soft">
                {t('portal.debit.commission', { amount: format.money(debit.commissionBack) })}
              </p>
            )}
            <Link to="/statement" className="link inline-flex min-h-11 items-center">
              {t('portal.debit.statement')}
            </Link>
          </>
        ) : (
          <p className="text-soft">
            {ahead
              ? t(same ? 'portal.debit.same' : 'portal.debit.none', {
                  agreed: format.money(ahead.accepted.yours),
                  silent: format.money(ahead.silent.yours),
                })
              : t('portal.debit.open', { amount: format.money(claim.tooMuch ?? claim.value) })}
          </p>
        )}
      </div>
    </Card>
  )
}
