import type { TableKind } from '../decision.ts'
import { CLAIM_TABLE } from './claim-table.ts'
import { DNR_TABLE } from './dnr-table.ts'
import { DAMAGED_TABLE } from './damaged-table.ts'
import { CANCEL_TABLE, CHANGE_TABLE } from './order-tables.ts'
import { LATE_TABLE, LOST_TABLE, NOT_RECEIVED_TABLE } from './parcel-tables.ts'
import type { TableRows } from './table-schema.ts'

export const DEFAULT_TABLES: { readonly [K in TableKind]: TableRows<K> } = {
  dnr: DNR_TABLE,
  not_received: NOT_RECEIVED_TABLE,
  late: LATE_TABLE,
  lost: LOST_TABLE,
  cancel: CANCEL_TABLE,
  change: CHANGE_TABLE,
  damaged: DAMAGED_TABLE,
  claim: CLAIM_TABLE,
}
