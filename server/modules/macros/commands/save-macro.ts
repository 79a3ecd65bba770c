import { sql } from 'kysely'
import { findTeams, visibleTeams } from '#modules/staff'
import { actorKey } from '#platform/auth/actor'
import { canonicalLocale } from '#platform/canonical-locale'
import { assert, invalid, notFound, refuse } from '#platform/errors'
import { tablesOf } from '#platform/tables'
import type { Work } from '#platform/work'
import type { Macro } from '../contract.ts'
import { macroChanged } from '../events.ts'
import { findMacro, presentMacros, type MacroRecord } from '../queries.ts'
import type { Action, MacroTables } from '../tables.ts'
import { readTemplate } from '../template.ts'

const db = tablesOf<MacroTables>()

export interface MacroFields {
  name: string
  text: string
  actions?: Action[]
  team?: string | null
  locale?: string | null
}

/** Keeps a new macro. Refuses `unknown_variable` and `name_taken`. */
export async function addMacro(work: Work, fields: MacroFields): Promise<Macro> {
  const values = await checked(work, fields)
  const row = await db(work)
    .insertInto('macro')
    .values({ store_id: work.storeId, id: work.newId('mac'), version: 1, ...values })
    .returningAll()
    .executeTakeFirstOrThrow()
  await tell(work, row, 'added')
  return await shown(work, row)
}

/** Changes a macro that nobody changed meanwhile. */
export async function changeMacro(work: Work, input: MacroFields & { id: string; version: number }): Promise<Macro> {
  const before = await findMacro(work, input.id)
  const values = await checked(work, input, before.id)
  const row = await db(work)
    .updateTable('macro')
    .set({ ...values, version: before.version + 1 })
    .where('store_id', '=', work.storeId)
    .where('id', '=', before.id)
    .where('version', '=', input.version)
    .where('archived_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  if (!row)
    refuse('changed_meanwhile', undefined, 'Somebody changed this macro just now. Look again and repeat the change.')
  await tell(work, row, 'changed')
  return await shown(work, row)
}

/** Takes a macro out of the list; what it sent stays as it is. Once more changes nothing. */
export async function archiveMacro(work: Work, { id }: { id: string }): Promise<{ done: true }> {
  const before = await findMacro(work, id)
  await db(work)
    .updateTable('macro')
    .set({ archived_at: work.now, updated_by: authorOf(work), updated_at: work.now })
    .where('store_id', '=', work.storeId)
    .where('id', '=', before.id)
    .execute()
  await tell(work, before, 'removed')
  return { done: true }
}

async function tell(work: Work, { id, name }: MacroRecord, change: 'added' | 'changed' | 'removed'): Promise<void> {
  await work.emit(macroChanged, { kind: 'macro', id }, { macroId: id, name, change })
}

async function checked(work: Work, fields: MacroFields, self?: string) {
  const text = fields.text.toWellFormed()
  const actions = fields.actions ?? []
  readTemplate(text)
  for (const [index, action] of actions.entries()) {
    if (action.do === 'note') readTemplate(action.text, `actions[${index}].text`)
    if (action.do === 'assign_team') await requireTeam(work, action.team, `actions[${index}].team`)
  }
  if (text.trim() === '' && actions.length === 0)
    invalid('text', 'A macro needs some words or an action.', 'missing_field')
  if (fields.team) await requireOwnTeam(work, fields.team)
  const name = fields.name.normalize('NFC').trim()
  const locale = localeOf(fields.locale)
  await requireFreeName(work, name, locale, self)
  return {
    name,
    body: text,
    actions: JSON.stringify(actions),
    team_id: fields.team ?? null,
    locale,
    updated_by: authorOf(work),
    updated_at: work.now,
  }
}

function localeOf(locale: string | null | undefined): string | null {
  if (!locale) return null
  return canonicalLocale(locale) ?? invalid('locale', 'should be a language such as de or de-AT')
}

async function requireTeam(work: Work, id: string, param: string): Promise<void> {
  const team = (await findTeams(work, [id])).get(id)
  if (!team || team.archived_at !== null) invalid(param, 'There is no such team.', 'unknown_team')
}

// A macro of a team that its author cannot see would be gone for them at once.
async function requireOwnTeam(work: Work, id: string): Promise<void> {
  await requireTeam(work, id, 'team')
  const teams = await visibleTeams(work)
  if (teams !== 'all' && !teams.includes(id)) notFound('team')
}

async function requireFreeName(work: Work, name: string, locale: string | null, self?: string): Promise<void> {
  await lockNames(work)
  const taken = await db(work)
    .selectFrom('macro')
    .select('id')
    .where('store_id', '=', work.storeId)
    .where('archived_at', 'is', null)
    .where(sql<boolean>`lower(name) = lower(${name}) and coalesce(locale, '') = ${locale ?? ''}`)
    .$if(self !== undefined, (query) => query.where('id', '!=', self ?? ''))
    .executeTakeFirst()
  if (taken) refuse('name_taken', { name }, `There is a macro with the name ${name} already.`)
}

/** One at a time: two who choose the same name at once would otherwise both find it free. */
export async function lockNames(work: Work): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`macro name ${work.storeId}`}))`.execute(work.db)
}

export function authorOf({ actor }: Work): string {
  return actor.kind === 'staff' ? actor.staffId : actorKey(actor)
}

async function shown(work: Work, row: MacroRecord): Promise<Macro> {
  const [macro] = await presentMacros(work, [row])
  assert(macro, 'a macro that was written can be shown')
  return macro
}
