import { listOpenParcels, promiseStateOf, type ShipmentRow } from '#modules/deliveries'
import { listUnsentOrders } from '#modules/orders'
import { system } from '#platform/auth/actor'
import { schedule } from '#platform/jobs/schedule'
import { addDays, addHours } from '#platform/time'
import { tellLate } from '../commands/tell-late.ts'
import { knownSubjects } from '../queries.ts'
import { batchSize, forEach, pages } from './walk.ts'

// A promise is looked at from a day before it ends, when it can first be at risk, and given up on when nobody waits for it any more.
const RISK_HOURS = 24
const GIVE_UP_DAYS = 120

const actor = system('watch.promises')

/** Finds promises that will hardly be kept, and those that were missed, before the shopper does. */
export const watchPromises = schedule('watch.promises', { everySeconds: 300 }, async (context) => {
  const reader = context.read()
  const span = {
    promisedFrom: addDays(reader.now, -GIVE_UP_DAYS),
    promisedBefore: addHours(reader.now, RISK_HOURS),
    limit: batchSize,
  }

  await pages<ShipmentRow>(
    context,
    (last) =>
      listOpenParcels(reader, {
        ...span,
        after: last?.promised_deliver_by ? { promisedBy: last.promised_deliver_by, id: last.id } : undefined,
      }),
    async (rows) => {
      const [risky, missed] = partitionByPromise(rows, reader.now)
      const known = new Set([
        ...(await knownSubjects(reader, 'promise_at_risk', risky)),
        ...(await knownSubjects(reader, 'promise_missed', missed)),
      ])
      await forEach(
        context,
        [...risky, ...missed].filter((id) => !known.has(id)),
        (work, id) => tellLate(work, { kind: 'shipment', id }),
        actor,
      )
    },
  )

  await pages<Awaited<ReturnType<typeof listUnsentOrders>>[number]>(
    context,
    (last) =>
      listUnsentOrders(reader, {
        ...span,
        after: last?.promised_deliver_by ? { promisedBy: last.promised_deliver_by, id: last.id } : undefined,
      }),
    async (rows) => {
      const ahead = rows
        .filter((row) => row.promised_deliver_by !== null && row.promised_deliver_by >= reader.now)
        .map(({ id }) => id)
      const passed = rows
        .filter((row) => row.promised_deliver_by !== null && row.promised_deliver_by < reader.now)
        .map(({ id }) => id)
      const known = new Set([
        ...(await knownSubjects(reader, 'promise_at_risk', ahead)),
        ...(await knownSubjects(reader, 'promise_missed', passed)),
      ])
      await forEach(
        context,
        rows.map(({ id }) => id).filter((id) => !known.has(id)),
        (work, id) => tellLate(work, { kind: 'order', id }),
        actor,
      )
    },
  )
})

/** Parcels worth a closer look, by what can be seen without their scans. */
function partitionByPromise(rows: readonly ShipmentRow[], now: Date): [risky: string[], missed: string[]] {
  const states = rows.map((row) => ({
    id: row.id,
    state: promiseStateOf({
      promisedBy: row.promised_deliver_by,
      kind: row.promise_kind,
      state: row.state,
      deliveredAt: null,
      attemptedAt: null,
      expectedAt: null,
      now,
      zone: 'UTC',
    }).state,
  }))
  const of = (wanted: string) => states.filter(({ state }) => state === wanted).map(({ id }) => id)
  return [of('at_risk'), of('late')]
}
