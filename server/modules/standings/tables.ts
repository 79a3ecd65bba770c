/** The views that others publish for it; this module writes nothing. */
export interface StandingViews {
  seller_order: { store_id: string; seller_id: string; order_id: string; placed_at: Date }
  seller_parcel: {
    store_id: string
    seller_id: string
    order_id: string
    placed_at: Date
    shipment_id: string
    promised_ship_by: Date | null
    shipped_at: Date
    first_scan_at: Date | null
  }
  seller_cancellation: { store_id: string; seller_id: string; order_id: string; placed_at: Date; reason: string }
}
