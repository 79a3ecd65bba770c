import { sql } from 'kysely'
import type { App } from '#platform/app'
import { system } from '#platform/auth/actor'
import type { Service } from '#platform/module'
import { tablesOf } from '#platform/tables'
import { addMinutes } from '#platform/time'
import { transact, type Reader, type Work } from '#platform/work'
import { limits } from '../../limits.ts'
import { phoneLineChanged } from './events.ts'
import { telephonyPort, type TelephonyHealth } from './ports.ts'
import type { CallTables, PhoneLineRow } from './tables.ts'

const db = tablesOf<CallTables>()

/** The telephone line as it is for everybody, whichever process holds it. */
export interface PhoneLine {
  through: string
  state: TelephonyHealth['state']
  /** One plain sentence, without names and passwords. */
  detail: string
  since: Date
  /** Accounts of desk phones that are signed in. */
  signedIn: readonly string[]
}

/** Undefined until a process has held a line for the first time. */
export async function findPhoneLine(reader: Pick<Reader, 'db' | 'storeId'>): Promise<PhoneLine | undefined> {
  const row = await db(reader)
    .selectFrom('phone_line')
    .selectAll()
    .select(
      sql<boolean>`heard_at < clock_timestamp() - ${limits.calls.lineSilentSeconds} * interval '1 second'`.as('silent'),
    )
    .where('store_id', '=', reader.storeId)
    .executeTakeFirst()
  if (!row) return undefined
  const { through, state, detail, since, signed_in: signedIn, heard_at: heardAt } = row
  if (row.silent)
    return { through, state: 'down', detail: 'No process holds the telephone line.', since: heardAt, signedIn: [] }
  return { through, state, detail, since, signedIn }
}

const looks = new WeakMap<App, { at: number; health: TelephonyHealth }>()

/** Writes down how the line of this process is. Whether it is trouble is told only when that has lasted. */
export const watchPhoneLine: Service = {
  name: 'calls.watch-phone-line',
  async look(app) {
    const { lineLookSeconds, lineAskSeconds } = limits.calls
    if (!app.ports.has(telephonyPort)) return lineLookSeconds * 1000
    const port = app.ports.get(telephonyPort)
    const last = looks.get(app)
    // Who is signed in is known here; a provider far away is not asked every few seconds.
    const isDue = !last || last.health.registered !== undefined || Date.now() - last.at >= lineAskSeconds * 1000
    const health = isDue ? await port.health() : last.health
    if (isDue) looks.set(app, { at: Date.now(), health })
    await transact(app, system('calls.phone-line'), (work) => notePhoneLine(work, port.name, health))
    return lineLookSeconds * 1000
  },
}

/** Writes it down, and tells what has lasted. */
export async function notePhoneLine(work: Work, through: string, health: TelephonyHealth): Promise<void> {
  const { state, detail } = health
  const before = await db(work)
    .selectFrom('phone_line')
    .selectAll()
    .where('store_id', '=', work.storeId)
    .forUpdate()
    .executeTakeFirst()
  const since = before?.state === state ? before.since : work.now
  const hasLasted = state === 'ok' || since <= addMinutes(work.now, -limits.calls.lineTroubleSeconds / 60)
  const told = hasLasted ? state : (before?.told ?? 'ok')
  const row: Omit<PhoneLineRow, 'heard_at'> = {
    store_id: work.storeId,
    through,
    state,
    detail,
    signed_in: [...(health.registered ?? [])],
    since,
    told,
  }
  const heardAt = sql<Date>`clock_timestamp()`
  await db(work)
    .insertInto('phone_line')
    .values({ ...row, heard_at: heardAt })
    .onConflict((conflict) => conflict.column('store_id').doUpdateSet({ ...row, heard_at: heardAt }))
    .execute()
  if (told === (before?.told ?? 'ok')) return
  await work.emit(
    phoneLineChanged,
    { kind: 'phone_line', id: work.storeId },
    { state, detail, since: since.toISOString() },
  )
}
