import type { StaffRole } from '#platform/auth/actor'
import type { Money } from '#platform/money'
import type { Reader } from '#platform/work'

/** Amounts in minor units by currency. A currency that is missing always needs a second person. */
export type AmountMap = Readonly<Record<string, number>>

/** What somebody of a role may give away outside policy; null: as much as is right. */
export interface RoleLimits {
  perAction: AmountMap | null
  perDay: AmountMap | null
}

/** Where limits come from: the policy below, which knows the keys agent.limit.*. */
export type LimitSource = (reader: Reader) => Promise<Partial<Record<StaffRole, RoleLimits>>>

let source: LimitSource = async () => ({})

/** Lets the policy say what the limits are; roles that it leaves out keep the shipped ones. */
export function limitsComeFrom(limits: LimitSource): void {
  source = limits
}

/** The limits of a role now. Supervisors and administrators have none. */
export async function limitsOf(reader: Reader, role: StaffRole): Promise<RoleLimits> {
  return (await source(reader))[role] ?? shipped[role]
}

/** What is left of a limit in a currency; null without a limit, nothing where the currency has no amount. */
export function limitIn(amounts: AmountMap | null, currency: string): Money | null {
  return amounts && { amountMinor: amounts[currency] ?? 0, currency }
}

// agent.limit.* and agent.limit.daily.* of the shipped policy, in the friendly roundings of the six shipped currencies.
const shipped: Record<StaffRole, RoleLimits> = {
  observer: { perAction: amounts(0, 0), perDay: amounts(0, 0) },
  associate: { perAction: amounts(2_500, 3_750), perDay: amounts(15_000, 22_500) },
  senior: { perAction: amounts(10_000, 15_000), perDay: amounts(50_000, 75_000) },
  lead: { perAction: amounts(50_000, 75_000), perDay: null },
  supervisor: { perAction: null, perDay: null },
  administrator: { perAction: null, perDay: null },
}

function amounts(cents: number, yen: number): AmountMap {
  return { USD: cents, EUR: cents, GBP: cents * 0.8, CAD: cents * 1.4, AUD: cents * 1.5, JPY: yen }
}
