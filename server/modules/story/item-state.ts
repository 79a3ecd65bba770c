import type { ItemRow, UnitRow } from '#modules/orders'
import { counted } from '#platform/words'
import type { StoryOfOrder } from './load-orders.ts'
import { type StateCode, stateOfUnit, type UnitState } from './unit-state.ts'

// What the shopper should see first when the units of an item are not all in the same state.
const URGENCY: readonly StateCode[] = [
  'claim_asks',
  'problem_open',
  'in_review',
  'claim_open',
  'lost',
  'canceling',
  'return_open',
  'delivery_attempted',
  'ready_for_pickup',
  'out_for_delivery',
  'late',
  'replaced',
  'shipped',
  'preparing',
  'preorder',
  'returning',
  'delivered',
  'returned',
  'refunded',
  'canceled',
]

/** The units of an item that count now, canceled ones among them. */
export function unitsOfItem(story: StoryOfOrder, item: ItemRow): UnitRow[] {
  return story.unitsOf.get(item.id) ?? []
}

/** How an item stands: as its units do, the most urgent first, with how many of them where they differ. */
export function stateOfItem(story: StoryOfOrder, item: ItemRow): UnitState {
  const units = unitsOfItem(story, item)
  const states = units
    .map((unit) => stateOfUnit(story, unit, item))
    .sort((one, other) => URGENCY.indexOf(one.code) - URGENCY.indexOf(other.code))
  const [first] = states
  if (!first) return { code: 'canceled', words: 'No longer on the order', at: null, late: false }
  const alike = states.filter(({ words }) => words === first.words).length
  return alike === states.length ? first : { ...first, words: `${first.words} (${alike} of ${states.length})` }
}

/** The order in a few words: what its items have in common, or what is said of how many. */
export function orderInWords(story: StoryOfOrder, states: readonly { state: UnitState; units: number }[]): string {
  if (story.order.row.canceled_at) return 'Canceled'
  const groups = new Map<string, { code: StateCode; units: number }>()
  for (const { state, units } of states) {
    const known = groups.get(state.words)
    groups.set(state.words, { code: state.code, units: (known?.units ?? 0) + units })
  }
  const ordered = [...groups].sort(([, one], [, other]) => URGENCY.indexOf(one.code) - URGENCY.indexOf(other.code))
  const [first, second] = ordered
  if (!first) return 'Canceled'
  if (!second) return first[0]
  const rest = ordered.slice(2).reduce((sum, [, { units }]) => sum + units, 0)
  const words = [first, second].map(([said, { units }]) => `${counted(units, 'item')}: ${said}`).join(' · ')
  return rest > 0 ? `${words} · and ${rest} more` : words
}
