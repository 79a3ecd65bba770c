import { findStaff } from '#modules/staff'
import { sql } from 'kysely'
import type { RawContext } from '#platform/contract/routes'
import { forbidden, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Reader, Work } from '#platform/work'
import type * as z from 'zod'
import type { Config } from '../../config.ts'
import type { calls } from './contract.ts'
import { findPhoneLine } from './phone-line.ts'
import type { CallTables } from './tables.ts'

const db = tablesOf<CallTables>()

type Shown = z.input<(typeof calls)['GET /desk-phone']['output']>
type Made = z.input<(typeof calls)['POST /desk-phone']['output']>
type Settings = Pick<Config, 'publicUrl' | 'secretFor'>

/** Where the agent's own desk phone signs in, and whether it has; null where no line is connected that has any. */
export async function showDeskPhone({ app, actor, ...context }: RawContext<object>): Promise<Shown> {
  if (!app.config.telephone || app.demo || actor.kind !== 'staff') return { deskPhone: null }
  const reader = context.read()
  const account = actor.staffId
  const row = await readPhone(reader, account)
  const line = await findPhoneLine(reader)
  return {
    deskPhone: {
      server: app.config.telephone.listen,
      realm: phoneRealm(app.config),
      account,
      madeAt: row?.made_at.toISOString() ?? null,
      signedIn: line?.signedIn.includes(account) ?? false,
    },
  }
}

/** A new password for the agent's own desk phone, told this once; the one before works no longer. Refuses `no_desk_phones`. */
export async function makeDeskPhone({ app, actor, ...context }: RawContext<object>): Promise<Made> {
  if (actor.kind !== 'staff') return forbidden('This is for people who work here.')
  const { telephone } = app.config
  if (!telephone || app.demo) return refuse('no_desk_phones', undefined, 'No line with desk phones is connected.')
  const account = actor.staffId
  const generation = await context.transact((work) => nextGeneration(work, account))
  return {
    server: telephone.listen,
    realm: phoneRealm(app.config),
    account,
    password: passwordOf(app.config, account, generation),
  }
}

/** With what a desk phone signs in now; undefined for whoever has none, or does not work here any more. */
export async function deskPhonePassword(
  reader: Reader,
  config: Settings,
  account: string,
): Promise<string | undefined> {
  const row = await readPhone(reader, account)
  const person = row && (await findStaff(reader, [account])).get(account)
  return row && person?.active ? passwordOf(config, account, row.generation) : undefined
}

/** The name under which phones know us. */
export function phoneRealm({ publicUrl }: Pick<Settings, 'publicUrl'>): string {
  return new URL(publicUrl).hostname
}

function passwordOf(config: Settings, account: string, generation: number): string {
  return config.secretFor(`desk phone ${generation} of ${account}`).slice(0, 20)
}

async function readPhone(reader: Reader, staffId: string) {
  return await db(reader)
    .selectFrom('desk_phone')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('staff_id', '=', staffId)
    .executeTakeFirst()
}

async function nextGeneration(work: Work, staffId: string): Promise<number> {
  const row = await db(work)
    .insertInto('desk_phone')
    .values({ store_id: work.storeId, staff_id: staffId, generation: 1, made_at: work.now })
    .onConflict((conflict) =>
      conflict
        .columns(['store_id', 'staff_id'])
        .doUpdateSet({ generation: sql<number>`desk_phone.generation + 1`, made_at: work.now }),
    )
    .returning('generation')
    .executeTakeFirstOrThrow()
  return row.generation
}
