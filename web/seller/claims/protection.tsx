import type { Claim } from '#contract/claims'
import CircleAlert from 'lucide-react/icons/circle-alert'
import CircleCheck from 'lucide-react/icons/circle-check'
import Clock from 'lucide-react/icons/clock'
import { useClaimText } from '../../parts/claims/text.ts'
import { Card, CardHead } from '../../ui/card.tsx'

const neverCame = new Set<Claim['ground']>(['not_received', 'delivered_missing'])

/** Every condition of the protection as it was checked, and what is missing. It is about what never came alone. */
export function Protection({ claim }: { claim: Claim }) {
  const { t, has, format } = useClaimText()
  const checks = claim.protection ?? []
  if (checks.length === 0 && !neverCame.has(claim.ground)) return null
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
            {checks.map(({ condition, met, open, hours, by, words }) => {
              const key = `protection.${condition}`
              const isOpen = open !== null
              const Icon = met ? CircleCheck : isOpen ? Clock : CircleAlert
              const state = met
                ? t('protection.met')
                : open === 'not_yet' && by
                  ? t('protection.until', { when: format.moment(by) })
                  : t(open === 'unknown' ? 'protection.unknown' : open ? 'protection.notYet' : 'protection.open')
              return (
                <li key={condition} className="flex items-start gap-2.5">
                  <Icon
                    className={`mt-0.5 size-4.5 shrink-0 ${met ? 'text-accent-ink' : isOpen ? 'text-soft' : 'text-warn'}`}
                    aria-hidden="true"
                  />
                  <span>
                    {has(key) ? t(key, { hours: hours ?? 'none' }) : words}{' '}
                    <span className={met || isOpen ? 'text-soft' : 'font-[580] text-warn'}>({state})</span>
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
