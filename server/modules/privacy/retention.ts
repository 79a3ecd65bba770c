import { sql, type RawBuilder } from 'kysely'
import { actorKey } from '#platform/auth/actor'
import { notFound, refuse } from '#platform/errors'
import { schedule } from '#platform/jobs/schedule'
import type { RetentionRule } from '#platform/personal'
import { tablesOf } from '#platform/tables'
import { addDays } from '#platform/time'
import type { Reader, Work } from '#platform/work'
import { limits } from '../../limits.ts'
import type { Retention } from './contract.ts'
import { retentionChanged } from './events.ts'
import { blankTold } from './blank-told.ts'
import { allHolders } from './person.ts'
import type { PrivacyTables } from './tables.ts'

const db = tablesOf<PrivacyTables>()

/** What is kept how long, and what the next run would take: nothing goes by asking. */
export async function listRetention(reader: Reader): Promise<{ data: Retention[] }> {
  const data: Retention[] = []
  for (const rule of rules()) data.push(await show(reader, rule))
  return { data }
}

/** What would go if something were kept for so many days. */
export async function tryRetention(
  reader: Reader,
  { rule: name, days }: { rule: string; days: number },
): Promise<{ rule: string; days: number; wouldGo: number }> {
  return { rule: name, days, wouldGo: await countOld(reader, ruleCalled(name), days) }
}

/** Keeps something shorter, longer or forever. Refuses `too_soon` where something that runs would miss it. */
export async function chooseRetention(
  work: Work,
  { rule: name, days }: { rule: string; days: number | null },
): Promise<Retention> {
  const rule = ruleCalled(name)
  if (days !== null && days < rule.leastDays)
    refuse(
      'too_soon',
      { leastDays: rule.leastDays },
      `At least ${rule.leastDays} days: what runs still needs it until then.`,
    )
  const choice = { days, changed_by: actorKey(work.actor), changed_at: work.now }
  await db(work)
    .insertInto('retention_choice')
    .values({ store_id: work.storeId, rule: name, ...choice })
    .onConflict((conflict) => conflict.columns(['store_id', 'rule']).doUpdateSet(choice))
    .execute()
  await work.emit(retentionChanged, { kind: 'retention', id: name }, { rule: name, days })
  return await show(work, rule)
}

/** Once a day: takes what is older than it is kept, some rows at a time. */
export const retain = schedule('privacy.retention', { everySeconds: 86_400 }, async (context) => {
  for (const rule of rules()) {
    let taken = 0
    for (let round = 0; round < limits.privacy.retentionRounds && !context.signal.aborted; round++) {
      const rows = await context.transact((work) => takeSome(work, rule))
      taken += rows
      if (rows < limits.privacy.retentionRows) break
    }
    if (taken > 0) await context.transact((work) => noteRun(work, rule, taken))
  }
})

function rules(): readonly RetentionRule[] {
  return allHolders().flatMap(({ personal }) => personal.retention ?? [])
}

function ruleCalled(name: string): RetentionRule {
  return rules().find((each) => each.name === name) ?? notFound('rule')
}

async function show(reader: Reader, rule: RetentionRule): Promise<Retention> {
  const choice = await choiceOf(reader, rule)
  const days = choice ? choice.days : rule.usualDays
  const last = await db(reader)
    .selectFrom('retention_run')
    .select(['at', 'rows'])
    .where('store_id', '=', reader.storeId)
    .where('rule', '=', rule.name)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return {
    rule: rule.name,
    words: rule.words,
    days,
    usualDays: rule.usualDays,
    leastDays: rule.leastDays,
    wouldGo: days === null ? 0 : await countOld(reader, rule, days),
    changedBy: choice?.changed_by ?? null,
    lastRunAt: last?.at.toISOString() ?? null,
    lastRunRows: last ? Number(last.rows) : null,
  }
}

async function choiceOf(reader: Reader, rule: RetentionRule) {
  return await db(reader)
    .selectFrom('retention_choice')
    .select(['days', 'changed_by'])
    .where('store_id', '=', reader.storeId)
    .where('rule', '=', rule.name)
    .executeTakeFirst()
}

function isOld(reader: Reader, rule: RetentionRule, days: number): RawBuilder<boolean> {
  const { above } = rule
  const at = above
    ? sql`(select above.${sql.ref(rule.at)} from ${sql.table(above)} as above where above.store_id = t.store_id and above.id = t.id)`
    : sql.ref(`t.${rule.at}`)
  return sql`t.store_id = ${reader.storeId} and ${at} < ${addDays(reader.now, -days)}
    and (${rule.where?.() ?? sql`true`})`
}

async function countOld(reader: Reader, rule: RetentionRule, days: number): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select count(*) as count from ${sql.table(rule.table)} as t where ${isOld(reader, rule, days)}`.execute(reader.db)
  return Number(rows[0]?.count ?? 0)
}

async function takeSome(work: Work, rule: RetentionRule): Promise<number> {
  const choice = await choiceOf(work, rule)
  const days = choice ? choice.days : rule.usualDays
  if (days === null) return 0
  const table = sql.table(rule.table)
  const some = sql`${sql.ref('old.ctid')} = any(array(
    select t.ctid from ${table} as t where ${isOld(work, rule, days)} limit ${limits.privacy.retentionRows} for update skip locked))`
  const change =
    rule.then === 'rows'
      ? sql`delete from ${table} as old where ${some}`
      : sql`update ${table} as old set ${sql.join(
          Object.entries(rule.then.set).map(([column, value]) => sql`${sql.ref(column)} = ${value}`),
        )} where ${some}`
  const told = allHolders().find(({ personal }) => rule.table in personal.tables)?.personal.tables[rule.table]?.told
  if (!told) return Number((await change.execute(work.db)).numAffectedRows ?? 0)
  const { rows } = await sql<{ subject: string; row: string }>`
    ${change} returning ${sql.ref(`old.${told.by}`)} as subject, old.id as row`.execute(work.db)
  const gone = sql`select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as gone (subject text, row text)`
  await blankTold(work.storeId, told, gone).execute(work.db)
  return rows.length
}

async function noteRun(work: Work, rule: RetentionRule, rows: number): Promise<void> {
  await db(work)
    .insertInto('retention_run')
    .values({ store_id: work.storeId, rule: rule.name, at: work.now, rows })
    .execute()
}
