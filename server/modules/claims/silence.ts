import { type Resolved, withinAmount } from '#modules/policy'
import type { ClaimRow } from './tables.ts'

/** Whom a person's silence decides for: the shopper only at low or medium risk and a small amount (policy `silence.decides_for_shopper`). */
export function silenceOf(
  resolved: Resolved,
  row: Pick<ClaimRow, 'risk_band' | 'value_minor' | 'currency'>,
): 'shopper' | 'lead' {
  const value = { amountMinor: row.value_minor, currency: row.currency }
  const small = withinAmount(resolved.get('silence.decides_for_shopper.max'), value) === 'within'
  return small && resolved.get('silence.decides_for_shopper.bands').includes(row.risk_band) ? 'shopper' : 'lead'
}
