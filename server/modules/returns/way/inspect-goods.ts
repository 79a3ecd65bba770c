import { requireOwnFiles } from '#modules/files'
import type { OrderRecord } from '#modules/orders'
import type { Resolved } from '#modules/policy'
import { assertNotOwn, onApproval, requestApproval } from '#modules/staff'
import { recordSignal } from '#modules/trust'
import { actorKey } from '#platform/auth/actor'
import { insertRows } from '#platform/database/insert-rows'
import { assert, invalid, refuse } from '#platform/errors'
import { money } from '#platform/money'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import { aboutReturn } from '../commands/about-return.ts'
import { lockReturn } from '../commands/lock-return.ts'
import { saveReturn } from '../commands/save-return.ts'
import { returnInspected } from '../events.ts'
import { inspectionMachine, logisticsMachine, moneyMachine } from '../machine.ts'
import { orderIdsOf } from '../queries.ts'
import type { ReturnRecord } from '../record.ts'
import { dueMinor } from '../rules.ts'
import type { ReturnInspectionRow, ReturnLineRow, ReturnTables, ReturnUnitRow } from '../tables.ts'
import { checkDeduction, type DeductionInput, deductMinor } from './deduction.ts'
import { momentCame } from './moment-came.ts'
import { resolvedOf } from '../resolved-of.ts'

const db = tablesOf<ReturnTables>()

export interface InspectedLine extends DeductionInput {
  line: string
  quantity?: number | undefined
}

export interface InspectionInput {
  id: string
  lines: readonly InspectedLine[]
}

/** What an inspection came to: done, or it waits for a second person. */
export interface InspectionOutcome {
  returnId: string
  approvalId: string | null
}

interface Finding {
  input: InspectedLine
  line: ReturnLineRow
  units: ReturnUnitRow[]
  /** Nothing comes off any more for those whose money went already. */
  deduct: Map<string, number>
}

/**
 * What state it is in. Goods that were not counted yet are received by it. What is as described or damaged is paid, less what is taken
 * off. For what is missing or another thing, money waits for a second look by somebody else: only that keeps it back, tells the shopper
 * why, and counts in their history. More than the actor may keep back alone waits for a second person. Refuses `not_possible_now`, `line_unknown`, `quantity_too_high`, `deduction_not_allowed`,
 * `deduction_too_high`, `note_required`, `photo_required`.
 */
export async function inspectGoods(work: Work, input: InspectionInput): Promise<InspectionOutcome> {
  const { record, orders } = await lockReturn(work, input.id)
  await assertNotOwn(work, record.row.customer_id)
  const files = input.lines.flatMap((line) => line.files ?? [])
  if (files.length > 0) await requireOwnFiles(work, files)
  const resolved = await rules(work, orders)
  const findings = readFindings(record, resolved, input)
  await assertSecondLook(work, record, findings)
  const total = findings.reduce((sum, finding) => sum + keptBack(finding), 0)
  if (exceedsLimit(work, resolved, total, record.row.currency))
    return { returnId: record.row.id, approvalId: await askSecond(work, record, input, total) }
  await keep(work, record, orders, findings)
  return { returnId: record.row.id, approvalId: null }
}

onApproval('return_inspection', async (work, approval) => {
  const input = approval.payload as InspectionInput
  const { record, orders } = await lockReturn(work, input.id)
  await keep(work, record, orders, readFindings(record, await rules(work, orders), input))
})

async function rules(work: Work, orders: readonly OrderRecord[]): Promise<Resolved> {
  const [first] = orders
  assert(first, 'a return takes from an order')
  return await resolvedOf(work, first)
}

function readFindings(record: ReturnRecord, resolved: Resolved, { lines }: InspectionInput): Finding[] {
  const taken = new Set<string>()
  return lines.map((input) => {
    const line = record.lines.find((each) => each.id === input.line)
    if (!line) refuse('line_unknown', { line: input.line }, 'This return has no such line.')
    if (line.approval !== 'approved' || line.keep)
      refuse('not_possible_now', { approval: line.approval }, 'There’s nothing of this line to look at.')
    if (!Object.hasOwn(resolved.get('return.grades'), input.grade))
      invalid('grade', `should be one of ${Object.keys(resolved.get('return.grades')).join(', ')}`)
    checkDeduction(resolved, line, input)
    const units = unitsFor(record, input).filter((unit) => !taken.has(unit.unit_id))
    const chosen = units.slice(0, input.quantity ?? units.length)
    if (chosen.length === 0)
      refuse('not_possible_now', { line: line.id }, 'All of this line has been looked at already.')
    if (input.quantity && chosen.length < input.quantity)
      refuse(
        'quantity_too_high',
        { line: line.id, open: chosen.length },
        `Only ${chosen.length} of this are still to be looked at.`,
      )
    for (const unit of chosen) taken.add(unit.unit_id)
    const deduct = chosen.map(
      (unit) => [unit.unit_id, unit.money === 'planned' ? deductMinor(line, unit, input.deductPercent) : 0] as const,
    )
    return { input, line, units: chosen, deduct: new Map(deduct) }
  })
}

// What was counted comes first. What a box was without can be found after all, or is confirmed by somebody else's second look.
function unitsFor(record: ReturnRecord, { line, verdict }: InspectedLine): ReturnUnitRow[] {
  return record.units
    .filter((unit) => unit.line_id === line)
    .filter(
      (unit) =>
        unit.inspection === 'pending' ||
        (isAbsent(unit.inspection) &&
          (verdict === 'as_described' || (verdict === unit.inspection && !isConfirmed(unit)))),
    )
    .toSorted((one, other) => rankOf(one) - rankOf(other))
}

function rankOf(unit: ReturnUnitRow): number {
  if (isAbsent(unit.inspection)) return isConfirmed(unit) ? 3 : 2
  return unit.received_at === null ? 1 : 0
}

function isAbsent(inspection: ReturnUnitRow['inspection']): boolean {
  return inspection === 'missing' || inspection === 'wrong_item'
}

/** Only a second look says when it was looked at. */
function isConfirmed(unit: ReturnUnitRow): boolean {
  return isAbsent(unit.inspection) && unit.inspected_at !== null
}

/** Whether this look finds once more what another one found: then the money stays here. */
function confirms({ input }: Pick<Finding, 'input'>, unit: ReturnUnitRow): boolean {
  return isAbsent(unit.inspection) && unit.inspection === input.verdict && !isConfirmed(unit)
}

/** Nobody confirms what they found themselves, and no seller what would keep a shopper's money. */
async function assertSecondLook(work: Work, record: ReturnRecord, findings: readonly Finding[]): Promise<void> {
  const unitIds = findings.flatMap((finding) =>
    finding.units.filter((unit) => confirms(finding, unit)).map((unit) => unit.unit_id),
  )
  if (unitIds.length === 0) return
  if (work.actor.kind === 'seller')
    refuse(
      'not_possible_now',
      {},
      'This was looked at already. Somebody of the store looks once more before it counts.',
    )
  const looks = await db(work)
    .selectFrom('return_inspection')
    .select('inspected_by as by')
    .where('store_id', '=', work.storeId)
    .where('return_id', '=', record.row.id)
    .where('unit_id', 'in', unitIds)
    .execute()
  const receipts = await db(work)
    .selectFrom('return_receipt')
    .select('received_by as by')
    .where('store_id', '=', work.storeId)
    .where('return_id', '=', record.row.id)
    .where('finding', 'in', ['short', 'empty', 'wrong_item'])
    .execute()
  const me = actorKey(work.actor)
  if ([...looks, ...receipts].some(({ by }) => by === me))
    refuse('not_possible_now', {}, 'You found this yourself. Somebody else has to look once more before it counts.')
}

/** What a shopper does not get because of this look, in minor units. */
function keptBack(finding: Finding): number {
  return finding.units.reduce(
    (sum, unit) =>
      sum +
      (confirms(finding, unit) && unit.money === 'planned' ? dueMinor(unit) : (finding.deduct.get(unit.unit_id) ?? 0)),
    0,
  )
}

const LIMITS = {
  associate: 'agent.limit.associate',
  senior: 'agent.limit.senior',
  lead: 'agent.limit.lead',
} as const

/** More than a person of this role may take from a shopper alone; another system has the limit of an associate. */
function exceedsLimit({ actor }: Work, resolved: Resolved, minor: number, currency: string): boolean {
  if (minor === 0 || actor.kind === 'system') return false
  const role = actor.kind === 'staff' && actor.role !== 'observer' ? actor.role : 'associate'
  if (role === 'supervisor' || role === 'administrator') return false
  return minor > (resolved.get(LIMITS[role])[currency] ?? 0)
}

async function askSecond(work: Work, record: ReturnRecord, input: InspectionInput, minor: number): Promise<string> {
  return await requestApproval(work, {
    kind: 'return_inspection',
    subject: { kind: 'return', id: record.row.id },
    ...(orderIdsOf(record)[0] ? { orderId: orderIdsOf(record)[0] } : {}),
    customerId: record.row.customer_id,
    amount: money(minor, record.row.currency),
    summary: `Keep back part of return ${record.row.reference} for its condition: ${input.lines.map((line) => [line.grade, line.note].filter(Boolean).join(', ')).join('; ')}`,
    payload: { ...input, id: record.row.id },
  })
}

async function keep(
  work: Work,
  record: ReturnRecord,
  orders: readonly OrderRecord[],
  findings: readonly Finding[],
): Promise<void> {
  for (const finding of findings) {
    const keptBack = finding.units.some((unit) => confirms(finding, unit))
    await remember(work, record, finding)
    await saveReturn(work, record, {
      units: finding.units.map((unit) => ({ ids: [unit.unit_id], set: setFor(work, finding, unit) })),
    })
    await writeRows(work, record, finding)
    await tell(work, record, finding, keptBack)
  }
  const sound = findings.filter(({ input }) => input.verdict === 'as_described' || input.verdict === 'damaged')
  await momentCame(work, record, orders, {
    unitIds: sound.flatMap(({ units }) => units.map((unit) => unit.unit_id)),
    moment: 'inspection',
  })
}

const VERB = { as_described: 'pass', damaged: 'findDamage', wrong_item: 'findOther', missing: 'findNothing' } as const

function setFor(work: Work, finding: Finding, unit: ReturnUnitRow): Partial<ReturnUnitRow> {
  const { input, deduct } = finding
  const isThere = input.verdict !== 'missing'
  const minor = deduct.get(unit.unit_id) ?? 0
  const isSecond = confirms(finding, unit)
  // What was kept back is promised again when it was there after all.
  const money =
    isSecond && unit.money === 'planned'
      ? { money: moneyMachine.next(unit.money, 'drop') }
      : isConfirmed(unit) && input.verdict === 'as_described' && unit.money === 'none' && unit.planned_minor > 0
        ? { money: moneyMachine.next(unit.money, 'plan') }
        : {}
  return {
    inspection:
      unit.inspection === input.verdict
        ? unit.inspection
        : inspectionMachine.next(unit.inspection, VERB[input.verdict]),
    inspected_at: isAbsent(input.verdict) && !isSecond ? null : work.now,
    ...money,
    deduct_percent: minor > 0 ? input.deductPercent : 0,
    deduct_minor: minor,
    ...(isThere && unit.received_at === null ? { received_at: work.now } : {}),
    ...(isThere && logisticsMachine.can(unit.logistics, 'deliver')
      ? { logistics: logisticsMachine.next(unit.logistics, 'deliver') }
      : {}),
  }
}

async function writeRows(work: Work, record: ReturnRecord, { input, units, deduct }: Finding): Promise<void> {
  const rows = units.map(
    (unit): ReturnInspectionRow => ({
      store_id: work.storeId,
      id: work.newId('rin'),
      return_id: record.row.id,
      unit_id: unit.unit_id,
      verdict: input.verdict,
      grade: input.grade,
      deduct_percent: (deduct.get(unit.unit_id) ?? 0) > 0 ? input.deductPercent : 0,
      note: input.note ?? null,
      file_ids: [...(input.files ?? [])],
      inspected_by: actorKey(work.actor),
      at: work.now,
    }),
  )
  await insertRows(db(work), 'return_inspection', rows)
}

/** What counts in the shopper's history: an empty box that a person confirmed, and wear that was found after the money had gone. */
async function remember(work: Work, record: ReturnRecord, finding: Finding): Promise<void> {
  const { input, units, line } = finding
  const signal = { customerId: record.row.customer_id, orderId: line.order_id }
  const details = { verdict: input.verdict, grade: input.grade, percent: input.deductPercent }
  if (units.some((unit) => confirms(finding, unit))) {
    const about = { kind: 'return', id: record.row.id }
    await recordSignal(work, { ...signal, kind: 'wrong_return_confirmed', about, details })
  } else if (input.deductPercent > 0 && units.some((unit) => unit.money !== 'planned')) {
    const about = { kind: 'return_line', id: line.id }
    await recordSignal(work, { ...signal, kind: 'return_worn', about, details })
  }
}

async function tell(
  work: Work,
  record: ReturnRecord,
  { input, units, deduct }: Finding,
  keptBack: boolean,
): Promise<void> {
  const minor = [...deduct.values()].reduce((sum, each) => sum + each, 0)
  await work.emit(returnInspected, aboutReturn(record), {
    returnId: record.row.id,
    orderIds: orderIdsOf(record),
    unitIds: units.map((unit) => unit.unit_id),
    verdict: input.verdict,
    deductPercent: minor > 0 ? input.deductPercent : 0,
    deduct: money(minor, record.row.currency),
    note: input.note ?? null,
    keptBack,
  })
}
