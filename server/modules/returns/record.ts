import type { AdvanceRow, ReturnLineRow, ReturnParcelRow, ReturnRow, ReturnUnitRow } from './tables.ts'

/** One return with everything that belongs to it. */
export interface ReturnRecord {
  row: ReturnRow
  /** In the order in which they were announced. */
  lines: ReturnLineRow[]
  units: ReturnUnitRow[]
  /** Oldest first; canceled ones too. */
  parcels: ReturnParcelRow[]
  advance: AdvanceRow | null
}
