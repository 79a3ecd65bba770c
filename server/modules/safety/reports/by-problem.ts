import { findOrder } from '#modules/orders'
import { askForSame, findProblem } from '#modules/problems'
import { isWithheld } from '#modules/replacements'
import type { Reader, Work } from '#platform/work'
import type { SafetyCard } from '../contract.ts'
import { cardOf } from './present.ts'
import { reportOfProblem } from './queries.ts'

/** The report about a problem as its shopper sees it; another shopper's problem is not found. */
export async function showSafetyOf(reader: Reader, { id }: { id: string }): Promise<{ report: SafetyCard | null }> {
  const { row, unitIds } = await findProblem(reader, id)
  const order = await findOrder(reader, row.order_id, 'problem')
  const report = await reportOfProblem(reader, row.id)
  if (!report) return { report: null }
  const isOpen = row.state === 'open' || row.state === 'waiting'
  const canAsk =
    isOpen &&
    (await isWithheld(reader, { order, unitIds })) &&
    !(await isWithheld(reader, { order, unitIds, askedAt: new Date(8.64e15) }))
  return { report: await cardOf(reader, report, canAsk) }
}

/** The shopper, or a person for them, asks for the same thing again. */
export async function sameAgain(work: Work, { id }: { id: string }): Promise<{ report: SafetyCard | null }> {
  await askForSame(work, (await findProblem(work, id)).row.id)
  return await showSafetyOf(work, { id })
}
