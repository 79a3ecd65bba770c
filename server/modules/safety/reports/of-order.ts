import { requireOwnFiles } from '#modules/files'
import { currentUnits, findOrder, itemOf, lockOrder, type OrderRecord } from '#modules/orders'
import { withholdProduct } from '#modules/replacements'
import { assertNotOwn } from '#modules/staff'
import { refuse } from '#platform/errors'
import type { Reader, Work } from '#platform/work'
import type { SafetyCard } from '../contract.ts'
import { openReport } from './open-report.ts'
import { cardOf } from './present.ts'
import { reportAbout } from './queries.ts'

export interface TellOfOrder {
  id: string
  item?: string | undefined
  note?: string | undefined
  files?: readonly string[] | undefined
  who?: 'person' | 'property' | undefined
}

/**
 * It hurt someone, and no problem can be reported: it was paid back, is on its way back, or came by no parcel that we know. A report
 * about the order itself, and the same things are not sent to this shopper again unasked.
 */
export async function tellOfOrder(work: Work, input: TellOfOrder): Promise<{ report: SafetyCard | null }> {
  const found = await findOrder(work, input.id)
  const order = await lockOrder(work, found.row.id)
  await assertNotOwn(work, order.row.customer_id)
  const unitIds = unitsMeant(order, input.item)
  const files = await requireOwnFiles(work, [...new Set(input.files ?? [])])
  const report = await openReport(work, {
    order,
    problemId: null,
    unitIds,
    note: input.note ?? null,
    who: input.who ?? null,
    fileIds: files.map(({ id }) => id),
  })
  for (const productId of productsOf(order, unitIds))
    await withholdProduct(work, {
      productId,
      customerId: order.row.customer_id,
      because: { kind: 'report', id: report.id },
    })
  return { report: await cardOf(work, report, false) }
}

/** The report about an order itself as its shopper sees it. */
export async function showSafetyOfOrder(
  reader: Reader,
  { id }: { id: string },
): Promise<{ report: SafetyCard | null }> {
  const { row } = await findOrder(reader, id)
  const report = await reportAbout(reader, { problemId: null, orderId: row.id })
  return { report: report ? await cardOf(reader, report, false) : null }
}

function unitsMeant(order: OrderRecord, named: string | undefined): string[] {
  const item = named === undefined ? null : itemOf(order, named)
  if (named !== undefined && !item)
    return refuse('item_not_in_order', { param: 'item' }, 'This item is not on the order.')
  return currentUnits(order)
    .filter((unit) => item === null || unit.item_id === item?.id)
    .map(({ id }) => id)
}

function productsOf(order: OrderRecord, unitIds: readonly string[]): Set<string> {
  const itemIds = new Set(order.units.filter(({ id }) => unitIds.includes(id)).map((unit) => unit.item_id))
  return new Set([...itemIds].flatMap((itemId) => itemOf(order, itemId)?.product_id ?? []))
}
