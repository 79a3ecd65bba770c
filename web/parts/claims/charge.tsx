import type { Claim } from '#contract/claims'
import { useClaimText } from './text.ts'

/** For an overcharge: what was taken against the price, and what came back of it; beside it what is said to be too much. */
export function Charge({ claim }: { claim: Claim }) {
  const { t, format } = useClaimText()
  const { charge, tooMuch } = claim
  if (!charge) return null
  const rows = [
    [t('charge.price'), charge.price],
    [t('charge.taken'), charge.taken],
    ...(charge.givenBack.amountMinor > 0 ? [[t('charge.back'), charge.givenBack] as const] : []),
    ...(tooMuch ? [[t('charge.asked'), tooMuch] as const] : []),
  ] as const
  return (
    <dl className="grid gap-1.5">
      {rows.map(([label, amount]) => (
        <div key={label} className="flex justify-between gap-4">
          <dt className="text-soft">{label}</dt>
          <dd className="tabular">{format.money(amount)}</dd>
        </div>
      ))}
    </dl>
  )
}
