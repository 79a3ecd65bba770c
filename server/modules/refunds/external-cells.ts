import { currentUnits, type OrderRecord } from '#modules/orders'
import type { OrderBalance } from './balance.ts'
import { cellsOf, fill, type Cell } from './spread.ts'

/** What came back elsewhere, laid on units: those named, else what was canceled, else all by what is left of them. */
export function cellsOfExternal(
  order: OrderRecord,
  balance: OrderBalance,
  amountMinor: number,
  unitIds: readonly string[] | undefined,
): Cell[] {
  const current = currentUnits(order)
  const groups = unitIds
    ? [[...unitIds]]
    : [
        current.filter((unit) => unit.canceled_at !== null).map((unit) => unit.id),
        current.filter((unit) => unit.canceled_at === null).map((unit) => unit.id),
      ]
  const only = (part: 'goods' | 'shipping' | 'fees') => ({
    goods: part === 'goods',
    shipping: part === 'shipping',
    fees: part === 'fees',
  })
  const tiers = groups.flatMap((ids) =>
    (['goods', 'shipping', 'fees'] as const).map((part) => cellsOf(balance, ids, only(part))),
  )
  return fill(tiers, amountMinor)
}
