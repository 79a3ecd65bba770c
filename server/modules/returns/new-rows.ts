import type { Work } from '#platform/work'
import type { AdvanceRow, ReturnParcelRow, ReturnUnitRow } from './tables.ts'

/** A unit as it begins in a return: nothing has happened to it yet. */
export function newUnit(
  work: Work,
  set: Pick<ReturnUnitRow, 'return_id' | 'line_id' | 'unit_id'> & Partial<ReturnUnitRow>,
): ReturnUnitRow {
  return {
    store_id: work.storeId,
    parcel_id: null,
    logistics: 'none',
    inspection: 'pending',
    money: 'none',
    planned_minor: 0,
    planned_shipping_minor: 0,
    planned_fees_minor: 0,
    to_goods_minor: null,
    to_goods_tax_minor: null,
    to_price_minor: null,
    fee_minor: 0,
    deduct_percent: 0,
    deduct_minor: 0,
    received_at: null,
    inspected_at: null,
    refund_id: null,
    replacement_id: null,
    charge_id: null,
    ...set,
  }
}

/** A parcel as it begins, with the key under which its label is bought once. */
export function newParcel(
  work: Work,
  set: Pick<ReturnParcelRow, 'return_id' | 'kind' | 'state'> & Partial<ReturnParcelRow>,
): ReturnParcelRow {
  const id = work.newId('rpc')
  return {
    store_id: work.storeId,
    id,
    place_id: null,
    code: null,
    expires_at: null,
    accepted_at: null,
    accepted_by: null,
    accepted_place_id: null,
    canceled_at: null,
    slot_size: null,
    slot: null,
    slot_until: null,
    pickup_from: null,
    pickup_until: null,
    label_state: 'none',
    label_key: `label:${id}`,
    label_file_id: null,
    label_cost_minor: null,
    carrier: null,
    tracking_number: null,
    failure_code: null,
    attempts: 0,
    expected_weight_grams: null,
    measured_weight_grams: null,
    first_scan_at: null,
    last_scan_at: null,
    delivered_at: null,
    tracked_at: null,
    created_at: work.now,
    version: 1,
    ...set,
  }
}

/** What is agreed about a new one that left first. Without consent nothing is ever charged. */
export function newAdvance(
  work: Work,
  set: Pick<AdvanceRow, 'return_id' | 'order_id' | 'customer_id' | 'replacement_id' | 'currency'> &
    Partial<Pick<AdvanceRow, 'consent_at' | 'consent_method_id' | 'consent_minor'>>,
): AdvanceRow {
  return {
    store_id: work.storeId,
    due_at: null,
    grace_until: null,
    consent_at: null,
    consent_method_id: null,
    consent_minor: null,
    reminders_delivered: 0,
    approval_id: null,
    charge_id: null,
    charged_at: null,
    reversed_at: null,
    closed_at: null,
    version: 1,
    ...set,
  }
}
