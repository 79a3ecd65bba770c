import type { ColumnType } from 'kysely'
import type * as z from 'zod'
import type { QualityAnswers } from '../contract.ts'

export interface QualityTables {
  quality_sample: QualitySampleRow
  quality_week: { store_id: string; week: ColumnType<string, string, string>; drawn_at: Date }
}

export interface QualitySampleRow {
  store_id: string
  id: string
  /** The Monday, as `2026-11-23`. */
  week: ColumnType<string, string, string>
  conversation_id: string
  resolution_id: string
  staff_id: string
  drawn_at: Date
  answers: ColumnType<z.infer<typeof QualityAnswers> | null, string | null, string | null>
  note: string
  scored_by: string | null
  scored_at: Date | null
  version: number
}
