import { sql } from 'kysely'
import { insertRows } from '#platform/database/insert-rows'
import { assert, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { ItemRow, OrderTables, UnitRow, VariantRow } from '../tables.ts'
import { appendRevision } from './append-revision.ts'
import { writing } from '../writing.ts'

const db = tablesOf<OrderTables>()

/** What the new unit is that stands for an old one; what is not named stays as it was. */
export interface UnitChange {
  unitId: string
  variantId?: string
  /** Taken from the variant unless given. */
  sku?: string | null
  options?: Record<string, string> | null
  /** New gross price share of the goods; the rest of the shares move unchanged. */
  goodsMinor?: number
  /** In proportion to the goods unless given. */
  goodsTaxMinor?: number
  /** New list price, shown for the item once all of its units have the new variant. */
  unitPriceMinor?: number
}

/**
 * Puts new units in the place of current ones of a locked order: another variant of the same thing, or the same thing sent
 * again. Each new unit carries the old one's money. Appends a revision; the total follows what the goods cost now.
 * @returns the new units' ids in the order of the changes
 */
export async function supersedeUnits(
  work: Work,
  orderId: string,
  changes: readonly UnitChange[],
  { reason, about }: { reason: 'variant' | 'replacement'; about: { kind: string; id: string } },
): Promise<string[]> {
  if (changes.length === 0) return []
  const siblings = await siblingsOf(work, orderId, changes)
  const variants = await variantsNamed(work, changes)
  const pairs = changes.map((change) => {
    const old = siblings.find((unit) => unit.id === change.unitId)
    assert(old && old.superseded_reason === null, 'only current units of the order are superseded')
    if (old.canceled_at !== null) refuse('unit_canceled', { unitId: old.id }, 'This one was canceled.')
    return { change, old, next: successor(work, old, change, variants.get(change.variantId ?? '')) }
  })
  await insertRows(
    writing(work),
    'unit',
    pairs.map((pair) => pair.next),
  )
  await sql`update unit set superseded_by = pair.next_id, superseded_reason = ${reason}
    from unnest(${pairs.map((pair) => pair.old.id)}::text[], ${pairs.map((pair) => pair.next.id)}::text[]) as pair (old_id, next_id)
    where unit.store_id = ${work.storeId} and unit.id = pair.old_id`.execute(writing(work))
  if (reason === 'variant' || changes.some((change) => change.variantId)) await updateItems(work, siblings, pairs)
  await appendRevision(work, {
    orderId,
    reason,
    about,
    unitIds: pairs.map((pair) => pair.next.id),
    document: {
      units: pairs.map(({ old, next }) => ({
        from: old.id,
        to: next.id,
        variantId: next.variant_id,
        goodsMinor: next.goods_minor,
      })),
    },
    totalDifferenceMinor: pairs.reduce((sum, { old, next }) => sum + next.goods_minor - old.goods_minor, 0),
    ...(reason === 'variant' ? { set: { items_changed_at: work.now } } : {}),
  })
  return pairs.map((pair) => pair.next.id)
}

function successor(work: Work, old: UnitRow, change: UnitChange, variant: VariantRow | undefined): UnitRow {
  const goods = change.goodsMinor ?? old.goods_minor
  const tax = change.goodsTaxMinor ?? proportion(old.goods_tax_minor, goods, old.goods_minor)
  return {
    ...old,
    id: work.newId('unt'),
    variant_id: change.variantId ?? old.variant_id,
    sku: change.sku ?? variant?.sku ?? old.sku,
    options: change.options ?? variant?.options ?? old.options,
    goods_minor: goods,
    goods_tax_minor: Math.min(tax, goods),
    settled_by: null,
    superseded_by: null,
    superseded_reason: null,
    replaces_unit_id: old.id,
  }
}

function proportion(part: number, to: number, from: number): number {
  return from === 0 ? 0 : Number((BigInt(part) * BigInt(to) * 2n + BigInt(from)) / (BigInt(from) * 2n))
}

interface Pair {
  change: UnitChange
  old: UnitRow
  next: UnitRow
}

/** What an item shows follows its units as soon as they agree. */
async function updateItems(work: Work, siblings: readonly UnitRow[], pairs: readonly Pair[]): Promise<void> {
  const nextOf = new Map(pairs.map((pair) => [pair.old.id, pair]))
  for (const itemId of new Set(pairs.map((pair) => pair.old.item_id))) {
    const units = siblings.filter((unit) => unit.item_id === itemId && unit.canceled_at === null)
    const [first] = units.map((unit) => nextOf.get(unit.id))
    const agreed = units.every(
      (unit) => nextOf.has(unit.id) && nextOf.get(unit.id)?.next.variant_id === first?.next.variant_id,
    )
    if (!agreed || !first) continue
    await writing(work)
      .updateTable('order_item')
      .set({ variant_id: first.next.variant_id, sku: first.next.sku, ...shownAs(first) })
      .where('store_id', '=', work.storeId)
      .where('id', '=', itemId)
      .execute()
  }
}

function shownAs({ change, next }: Pair): Partial<ItemRow> {
  return {
    ...(next.options ? { options: JSON.stringify(next.options) as unknown as Record<string, string> } : {}),
    ...(change.unitPriceMinor === undefined ? {} : { unit_price_minor: change.unitPriceMinor }),
  }
}

async function siblingsOf(work: Work, orderId: string, changes: readonly UnitChange[]): Promise<UnitRow[]> {
  const units = await db(work)
    .selectFrom('unit')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('order_id', '=', orderId)
    .where('superseded_reason', 'is', null)
    .execute()
  const itemIds = new Set(
    units.filter((unit) => changes.some((change) => change.unitId === unit.id)).map((unit) => unit.item_id),
  )
  return units.filter((unit) => itemIds.has(unit.item_id))
}

async function variantsNamed(work: Work, changes: readonly UnitChange[]): Promise<Map<string, VariantRow>> {
  const ids = [...new Set(changes.flatMap((change) => change.variantId ?? []))]
  if (ids.length === 0) return new Map()
  const rows = await db(work)
    .selectFrom('variant')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}
