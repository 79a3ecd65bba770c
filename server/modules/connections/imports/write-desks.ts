import { importConversations, type PastConversation } from '#modules/conversations'
import { importMacros } from '#modules/macros'
import type { Work } from '#platform/work'
import { gorgiasTicket, isGorgiasTicket } from './desks/gorgias.ts'
import { intercomConversation, isIntercomConversation } from './desks/intercom.ts'
import { pastMacro } from './desks/macros.ts'
import { ownConversation } from './desks/own.ts'
import { RowFault, type Fields } from './desks/read.ts'
import { isZendeskTicket, zendeskTicket } from './desks/zendesk.ts'
import type { RowProblem } from './row.ts'
import type { ImportSource, RowOutcome } from './writer.ts'

/** Conversations as another desk exported them; which desk it was, a row says by what it holds. */
export async function writeConversations(
  work: Work,
  source: ImportSource,
  rows: readonly Fields[],
): Promise<RowOutcome[]> {
  return await each(rows, conversationOf, (good) => importConversations(work, source.name, good))
}

/** Macros as another desk exported them. What was put aside there is left out. */
export async function writeMacros(work: Work, source: ImportSource, rows: readonly Fields[]): Promise<RowOutcome[]> {
  return await each(rows, pastMacro, async (good) => {
    const kept = good.flatMap((macro) => macro ?? [])
    const outcomes = await importMacros(work, source.name, kept)
    return good.map((macro) => (macro === null ? 'unchanged' : (outcomes[kept.indexOf(macro)] ?? 'unchanged')))
  })
}

export function conversationOf(row: Fields): PastConversation {
  if (isIntercomConversation(row)) return intercomConversation(row)
  if (isGorgiasTicket(row)) return gorgiasTicket(row)
  if (isZendeskTicket(row)) return zendeskTicket(row)
  return ownConversation(row)
}

/** What is wrong with a row is said of that row; the others are written. */
async function each<T>(
  rows: readonly Fields[],
  read: (row: Fields) => T,
  write: (good: readonly T[]) => Promise<RowOutcome[]>,
): Promise<RowOutcome[]> {
  const readRows = rows.map((row): { good: T } | { problem: RowProblem } => {
    try {
      return { good: read(row) }
    } catch (error) {
      if (!(error instanceof RowFault)) throw error
      const { code, message, param } = error
      return { problem: { code, message, ...(param ? { param } : {}) } }
    }
  })
  const good = readRows.flatMap((row) => ('good' in row ? [row.good] : []))
  const outcomes = good.length > 0 ? await write(good) : []
  let next = 0
  return readRows.map((row) => ('problem' in row ? { problem: row.problem } : (outcomes[next++] ?? 'unchanged')))
}
