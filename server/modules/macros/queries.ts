import { sql } from 'kysely'
import { findConversation } from '#modules/conversations'
import { findTeams, findStaff, visibleTeams } from '#modules/staff'
import { decodeCursor, encodeCursor } from '#platform/contract/cursor'
import { invalid, notFound } from '#platform/errors'
import { foldText } from '#platform/fold-text'
import { tablesOf } from '#platform/tables'
import type { Reader } from '#platform/work'
import { limits } from '../../limits.ts'
import { caseOf } from './case-of.ts'
import type { Macro } from './contract.ts'
import { fillTemplate, readTemplate } from './template.ts'
import type { MacroRow, MacroTables } from './tables.ts'
import { valuesOf } from './values-of.ts'
import type { Selectable } from 'kysely'

const db = tablesOf<MacroTables>()

export type MacroRecord = Selectable<MacroRow>

/** One macro that the reader's actor may use; another team's is not found. */
export async function findMacro(reader: Reader, id: string): Promise<MacroRecord> {
  const row = await (await visibleMacros(reader)).where('id', '=', id).executeTakeFirst()
  return row ?? notFound('macro')
}

/** Macros that may be used, by name; with a conversation, those first that fit its language, its team and what is known. */
export async function listMacros(
  reader: Reader,
  input: { q?: string; conversation?: string; limit?: number; cursor?: string },
): Promise<{ data: Macro[]; nextCursor: string | null }> {
  const { limit = limits.page.size, q, cursor } = input
  const words = foldText(q ?? '').trim()
  const rows = await (await visibleMacros(reader))
    .$if(words !== '', (query) => query.where(sql<boolean>`position(${words} in fold_text(name || ' ' || body)) > 0`))
    .orderBy(sql`lower(name)`)
    .orderBy('id')
    .limit(limits.macros.kept)
    .execute()
  const fits = input.conversation ? await fitnessFor(reader, input.conversation, rows) : () => 0
  const sorted = rows.toSorted((one, other) => fits(other) - fits(one))
  const from = cursor === undefined ? 0 : placeAfter(sorted, cursor)
  const shown = sorted.slice(from, from + limit)
  const last = shown.at(-1)
  return {
    data: await presentMacros(reader, shown),
    nextCursor: last && from + limit < sorted.length ? encodeCursor([last.id]) : null,
  }
}

/** Macros as the API shows them. */
export async function presentMacros(reader: Reader, rows: readonly MacroRecord[]): Promise<Macro[]> {
  const teams = await findTeams(
    reader,
    rows.flatMap((row) => row.team_id ?? []),
  )
  const people = await findStaff(
    reader,
    rows.map((row) => row.updated_by),
  )
  return rows.map((row) => {
    const team = row.team_id ? teams.get(row.team_id) : undefined
    return {
      id: row.id,
      name: row.name,
      text: row.body,
      actions: row.actions,
      team: team ? { id: team.id, name: team.name } : null,
      locale: row.locale,
      updatedBy: people.get(row.updated_by)?.name ?? row.updated_by,
      updatedAt: row.updated_at.toISOString(),
      version: row.version,
    }
  })
}

async function visibleMacros(reader: Reader) {
  const teams = await visibleTeams(reader)
  return db(reader)
    .selectFrom('macro')
    .selectAll()
    .where('store_id', '=', reader.storeId)
    .where('archived_at', 'is', null)
    .$if(teams !== 'all', (query) =>
      query.where(({ or, eb }) =>
        or([eb('team_id', 'is', null), ...(teams !== 'all' && teams.length > 0 ? [eb('team_id', 'in', teams)] : [])]),
      ),
    )
}

// A place in a list that is put in order anew each time; what was taken out meanwhile is no place any more.
function placeAfter(sorted: readonly MacroRecord[], cursor: string): number {
  const [id] = decodeCursor(cursor, 1)
  const index = sorted.findIndex((row) => row.id === id)
  return index === -1 ? invalid('cursor', 'Begin again: this place is gone.', 'cursor_invalid') : index + 1
}

async function fitnessFor(
  reader: Reader,
  conversationId: string,
  rows: readonly MacroRecord[],
): Promise<(row: MacroRecord) => number> {
  const conversation = await findConversation(reader, conversationId)
  const of = await caseOf(reader, conversation)
  const values = await valuesOf(reader, of)
  const language = (locale: string) => locale.toLowerCase().split(/[-_]/)[0]
  const points = new Map(
    rows.map((row) => {
      const whole = fillTemplate(readTemplate(row.body), values).empty.length === 0
      const spoken = row.locale === null ? 1 : language(row.locale) === language(of.locale) ? 2 : 0
      const ours = row.team_id !== null && row.team_id === conversation.team_id
      return [row.id, spoken * 4 + (whole ? 2 : 0) + (ours ? 1 : 0)]
    }),
  )
  return (row) => points.get(row.id) ?? 0
}
