import type { ColumnType } from 'kysely'
import type { MacroAction } from './contract.ts'
import type * as z from 'zod'

export interface MacroTables {
  macro: MacroRow
}

export type Action = z.infer<typeof MacroAction>

export interface MacroRow {
  store_id: string
  id: string
  name: string
  body: string
  /** Written as JSON text. */
  actions: ColumnType<Action[], string, string>
  team_id: string | null
  locale: string | null
  source: string | null
  source_reference: string | null
  updated_by: string
  updated_at: Date
  archived_at: Date | null
  version: number
}
