import { chargeFailed, chargeSucceeded, disputeRecorded, refundFailed, refundSucceeded } from '#events/refunds'
import { replacementRefused, replacementShipped } from '#events/replacements'
import { loadRefunds } from '#modules/refunds'
import { findReplacement } from '#modules/replacements'
import { on } from '#platform/events/on'
import type { Work } from '#platform/work'
import { endReturn } from './commands/cancel-return.ts'
import { finishReturn } from './commands/finish-return.ts'
import { giveInstead, returnIdOf, sendPaid } from './commands/give-instead.ts'
import { lockReturn } from './commands/lock-return.ts'
import { payAfterBank } from './commands/pay-under.ts'
import { refundInstead } from './commands/refund-instead.ts'
import { saveReturn } from './commands/save-return.ts'
import { moneyMachine } from './machine.ts'
import type { ReturnMoney } from './machine.ts'
import { waitsForBank } from './rules.ts'
import { loadReturns, returnsOf } from './queries.ts'

export const reactions = [
  on(refundSucceeded, 'returns.refund-succeeded', (work, { payload }) =>
    followMoney(work, payload.about, payload.refundId),
  ),
  on(refundFailed, 'returns.refund-failed', (work, { payload }) => followMoney(work, payload.about, payload.refundId)),
  on(chargeSucceeded, 'returns.charge-succeeded', async (work, { payload }) => {
    const locked = await lockedOf(work, payload.about)
    if (!locked || locked.record.row.canceled_at) return
    await sendPaid(work, locked.record, payload.chargeId)
    await finishReturn(work, locked.record)
  }),
  on(chargeFailed, 'returns.charge-failed', async (work, { payload }) => {
    const locked = await lockedOf(work, payload.about)
    if (locked && !locked.record.row.canceled_at) await withoutPayment(work, locked.record, payload.chargeId)
  }),
  on(
    disputeRecorded,
    'returns.bank-decided',
    async (work, { payload: { orderId } }) => {
      for (const { row, units } of await returnsOf(work, [orderId])) {
        if (!units.some(waitsForBank)) continue
        const { record, orders } = await lockReturn(work, row.id)
        const order = orders.find((each) => each.row.id === orderId)
        if (order) await payAfterBank(work, record, order)
        await finishReturn(work, record)
      }
    },
    ({ state }) => state !== 'open',
  ),
  on(replacementRefused, 'returns.replacement-refused', async (work, { payload }) => {
    const locked = await lockedOf(work, payload.about)
    if (!locked || locked.record.row.canceled_at) return
    const { record } = locked
    const mine = record.units.filter((unit) => unit.replacement_id === payload.replacementId)
    if (mine.length === 0) return
    await refundInstead(
      work,
      record,
      mine.map((unit) => unit.unit_id),
    )
    await finishReturn(work, record)
  }),
  on(replacementShipped, 'returns.replacement-shipped', async (work, { payload }) => {
    const { row } = await findReplacement(work, payload.replacementId)
    const locked = await lockedOf(work, { kind: row.about_kind, id: row.about_id })
    if (!locked || locked.record.row.settle_at !== 'dispatch') return
    const unitIds = locked.record.units
      .filter((unit) => unit.replacement_id === payload.replacementId)
      .map((unit) => unit.unit_id)
    await giveInstead(work, locked.record, { moment: 'dispatch', unitIds })
  }),
]

async function lockedOf(work: Work, about: { kind: string; id: string } | null) {
  if (about?.kind !== 'return') return undefined
  const id = returnIdOf(about.id)
  if ((await loadReturns(work, [id])).length === 0) return undefined
  return await lockReturn(work, id)
}

/** The money of each unit stands where its refund stands; what failed can be set going again. */
async function followMoney(work: Work, about: { kind: string; id: string } | null, refundId: string): Promise<void> {
  const locked = await lockedOf(work, about)
  if (!locked) return
  const { record } = locked
  const [refund] = await loadRefunds(work, [refundId])
  if (!refund) return
  // Money that failed and is taken another way comes as a refund of its own, for the same units.
  const named = new Set(refund.lines.map((line) => line.unit_id))
  const units = record.units.filter(
    (unit) =>
      (unit.refund_id === refundId && unit.money !== 'none') ||
      (named.has(unit.unit_id) && (unit.money === 'failed' || unit.money === 'reversed')),
  )
  if (units.length === 0) return
  const verbOf = (money: ReturnMoney): 'succeed' | 'fail' | 'reverse' | null => {
    if (refund.row.state === 'succeeded') return moneyMachine.can(money, 'succeed') ? 'succeed' : null
    if (refund.row.state === 'requested') return null
    return moneyMachine.can(money, 'fail') ? 'fail' : moneyMachine.can(money, 'reverse') ? 'reverse' : null
  }
  await saveReturn(work, record, {
    units: units.flatMap((unit) => {
      const verb = verbOf(unit.money)
      return verb
        ? [{ ids: [unit.unit_id], set: { money: moneyMachine.next(unit.money, verb), refund_id: refundId } }]
        : []
    }),
  })
  await finishReturn(work, record)
}

/** The difference could not be charged: nothing was sent, so the return ends, or the money comes back for what is here already. */
async function withoutPayment(
  work: Work,
  record: Awaited<ReturnType<typeof lockReturn>>['record'],
  chargeId: string,
): Promise<void> {
  const mine = record.units.filter((unit) => unit.charge_id === chargeId && unit.replacement_id === null)
  if (mine.length === 0) return
  const ids = mine.map((unit) => unit.unit_id)
  await saveReturn(work, record, { units: [{ ids, set: { charge_id: null } }] })
  const stillThere = record.units.every((unit) => unit.logistics === 'none' || unit.logistics === 'label_issued')
  if (stillThere) await endReturn(work, record, 'payment_failed')
  else await refundInstead(work, record, ids)
}
