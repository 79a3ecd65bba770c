import type { Claim } from '#contract/claims'
import CircleAlert from 'lucide-react/icons/circle-alert'
import CircleCheck from 'lucide-react/icons/circle-check'
import Clock from 'lucide-react/icons/clock'
import { useClaimText } from '../../parts/claims/text.ts'
import { preferServerWords } from '../../parts/words.ts'
import { Card, CardHead } from '../../ui/card.tsx'

const delivery = new Set<Claim['ground']>(['not_received', 'delivered_missing', 'late'])

/** Every condition of the protection as it was checked, and what is missing. It is about delivery alone. */
export function Protection({ claim }: { claim: Claim }) {
  const { t, has, locale } = useClaimText()
  const checks = claim.protection ?? []
  if (checks.length === 0 && !delivery.has(claim.ground)) return null
  const isWhole = checks.length > 0 && checks.every(({ met }) => met)
  return (
    <Card>
      <CardHead title={t('portal.protection')} />
      <div className="grid gap-3 px-5 pt-2 pb-5 text-[0.9375rem]">
        <p className="text-soft">
          {t(
            checks.length === 0
              ? 'portal.protection.unknown'
              : isWhole
                ? 'portal.protection.all'
                : 'portal.protection.missing',
          )}
        </p>
        {checks.length > 0 && (
          <ul className="grid gap-2">
            {checks.map(({ condition, met, words }) => {
              const key = `protection.${condition}`
              // An answer that can still come in time is not missing.
              const isNotYet = !met && condition === 'answered_in_time' && claim.allowed.includes('answer')
              const Icon = met ? CircleCheck : isNotYet ? Clock : CircleAlert
              return (
                <li key={condition} className="flex items-start gap-2.5">
                  <Icon
                    className={`mt-0.5 size-4.5 shrink-0 ${met ? 'text-accent-ink' : isNotYet ? 'text-soft' : 'text-warn'}`}
                    aria-hidden="true"
                  />
                  <span>
                    {preferServerWords(locale, words, has(key) ? t(key) : null)}{' '}
                    <span className={met || isNotYet ? 'text-soft' : 'font-[580] text-warn'}>
                      ({t(met ? 'protection.met' : isNotYet ? 'protection.notYet' : 'protection.open')})
                    </span>
                  </span>
                </li>
              )
            })}
          </ul>
        )}
      </div>
    </Card>
  )
}
