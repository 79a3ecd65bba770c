import type { ScanStatus } from './contract.ts'

export interface ShipmentRow {
  store_id: string
  id: string
  source: string
  reference: string
  order_id: string
  replacement_id: string | null
  carrier: string | null
  tracking_number: string | null
  service: string | null
  shipped_at: Date | null
  promised_deliver_by: Date | null
  promise_kind: 'guaranteed' | 'estimated' | null
  label_platform_bought: boolean
  state: ScanStatus
  state_at: Date | null
  first_scan_at: Date | null
  last_scan_at: Date | null
  delivered_at: Date | null
  returned_at: Date | null
  content_hash: string | null
  history: boolean
  recorded_at: Date
  version: number
}

export interface ShipmentUnitRow {
  store_id: string
  shipment_id: string
  unit_id: string
}

export interface ScanPlace {
  city?: string | undefined
  region?: string | undefined
  country?: string | undefined
}

export interface ScanRowTable {
  store_id: string
  id: string
  shipment_id: string
  at: Date
  status: ScanStatus
  place: ScanPlace | null
  note: string | null
  fingerprint: string
  recorded_at: Date
}

export interface DeliveryProofRow {
  store_id: string
  id: string
  shipment_id: string
  scan_id: string
  at: Date
  gps_lat: number | null
  gps_lng: number | null
  gps_accuracy_meters: number | null
  gps_at: Date | null
  gps_at_depot: boolean | null
  photo_file_id: string | null
  photo_url: string | null
  photo_verdict: 'right_place' | 'other_place' | 'unclear' | null
  photo_verdict_by: string | null
  signed_by: string | null
  code_verified: boolean | null
  left_at: string | null
  batch_size_within_60s: number | null
}

export interface PlaceRow {
  store_id: string
  id: string
  source: string
  reference: string
  kind: 'depot' | 'drop_off' | 'locker' | 'store'
  name: string
  address: unknown
  lat: number | null
  lng: number | null
  opening_hours: unknown
  accepts: unknown
  slots: unknown
  content_hash: string | null
}

export interface DeliveryTables {
  shipment: ShipmentRow
  shipment_unit: ShipmentUnitRow
  scan: ScanRowTable
  delivery_proof: DeliveryProofRow
  place: PlaceRow
}
