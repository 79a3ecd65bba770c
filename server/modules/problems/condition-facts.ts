import { customerIdsOf } from '#modules/customers'
import type { OrderRecord, UnitRow } from '#modules/orders'
import type { DamagedFacts, Resolved } from '#modules/policy'
import { findFiles } from '#modules/files'
import { replacementsOf } from '#modules/replacements'
import { sql } from 'kysely'
import { tablesOf } from '#platform/tables'
import { addDays } from '#platform/time'
import type { Reader } from '#platform/work'
import { filesOf, problemsOf } from './queries.ts'
import { isCondition } from './rules.ts'
import type { ProblemTables, Verdict } from './tables.ts'

const db = tablesOf<ProblemTables>()

/** Days over which things that were kept are counted (policy `keepit.max_per_customer`). */
const keptDays = 180

type Gathered = Pick<
  DamagedFacts,
  'photosGiven' | 'replacementsGiven' | 'keptBefore' | 'fulfilledBy' | 'hazardous' | 'unitValue'
>

/** What the rules on broken, wrong and incomplete things want to know besides the usual. */
export async function conditionFacts(
  reader: Reader,
  matter: { order: OrderRecord; units: readonly UnitRow[]; problemId: string; hazardous: boolean },
): Promise<Gathered> {
  const { order, units, problemId } = matter
  const items = order.items.filter((item) => units.some((unit) => unit.item_id === item.id))
  const [photosGiven, replacementsGiven, keptBefore] = [
    await countPhotos(reader, problemId),
    await countReplacements(reader, order, units),
    await countKept(reader, order.row.customer_id, problemId),
  ]
  return {
    photosGiven,
    replacementsGiven,
    keptBefore,
    fulfilledBy: items.some((item) => item.seller_id !== null) ? 'seller' : 'own',
    hazardous: matter.hazardous || items.some((item) => item.hazardous),
    unitValue: {
      amountMinor: Math.max(0, ...units.map((unit) => unit.goods_minor)),
      currency: order.row.currency,
    },
  }
}

/** What the problem keeps of it, so that no screen has to know the rules. */
export function uploadLimits(
  resolved: Resolved,
): Pick<NonNullable<Verdict['condition']>, 'most' | 'megabytes' | 'types'> {
  return {
    most: resolved.get('damage.upload.files'),
    megabytes: resolved.get('damage.upload.megabytes'),
    types: [...resolved.get('damage.upload.types')],
  }
}

async function countPhotos(reader: Reader, problemId: string): Promise<number> {
  const ids = (await filesOf(reader, [problemId])).get(problemId) ?? []
  const files = await findFiles(reader, ids)
  return files.filter(({ mediaType }) => mediaType.startsWith('image/') || mediaType.startsWith('video/')).length
}

/** How often the line was replaced because something was wrong with it; one that never left does not count. */
async function countReplacements(reader: Reader, order: OrderRecord, units: readonly UnitRow[]): Promise<number> {
  const itemIds = new Set(units.map((unit) => unit.item_id))
  const ofLine = new Set(order.units.filter((unit) => itemIds.has(unit.item_id)).map((unit) => unit.id))
  const wrong = new Set(
    (await problemsOf(reader, [order.row.id])).filter(({ row }) => isCondition(row.kind)).map(({ row }) => row.id),
  )
  return (await replacementsOf(reader, [order.row.id])).filter(
    ({ row, units: sent }) =>
      row.state !== 'refused' &&
      row.state !== 'canceled' &&
      row.parts === null &&
      wrong.has(row.about_id) &&
      sent.some((unit) => ofLine.has(unit.unit_id)),
  ).length
}

/** Things that this person kept, over all of their accounts. */
async function countKept(reader: Reader, customerId: string, problemId: string): Promise<number> {
  const row = await db(reader)
    .selectFrom('problem')
    .innerJoin('problem_unit', (join) =>
      join.onRef('problem_unit.store_id', '=', 'problem.store_id').onRef('problem_unit.problem_id', '=', 'problem.id'),
    )
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('problem.store_id', '=', reader.storeId)
    .where('problem.customer_id', 'in', await customerIdsOf(reader, customerId))
    .where('problem.id', '!=', problemId)
    .where('problem.state', '=', 'remedied')
    .where('problem.remedied_at', '>=', addDays(reader.now, -keptDays))
    .where(sql<boolean>`problem.verdict -> 'condition' ->> 'keep' = 'true'`)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}
