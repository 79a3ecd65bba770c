import { sql } from 'kysely'
import { belowOf, ofOrder, type PersonalData } from '#platform/personal'

/** What it keeps of shoppers: where parcels went, and proof of it. */
export const deliveriesPersonal: PersonalData = {
  tables: {
    place: null,
    shipment_unit: null,
    scan: { rows: belowOf('shipment_id', 'shipment', ofOrder()), forget: { kept: 'books' }, scrubs: ['note'] },
    delivery_proof: {
      rows: belowOf('shipment_id', 'shipment', ofOrder()),
      gives: { columns: ['at', 'gps_lat', 'gps_lng', 'gps_accuracy_meters', 'signed_by', 'code_verified', 'left_at'] },
      forget: {
        set: {
          gps_lat: null,
          gps_lng: null,
          gps_accuracy_meters: null,
          gps_at: null,
          photo_file_id: null,
          photo_url: null,
          signed_by: null,
          left_at: null,
        },
      },
    },
    shipment: {
      rows: ofOrder(),
      gives: {
        columns: ['order_id', 'carrier', 'tracking_number', 'shipped_at', 'state', 'delivered_at', 'returned_at'],
      },
      forget: { kept: 'books' },
    },
  },
  retention: [
    {
      name: 'delivery-places',
      words: 'Where exactly parcels were put down, and who signed',
      table: 'delivery_proof',
      at: 'at',
      usualDays: 730,
      leastDays: 120,
      where: () => sql<boolean>`(t.gps_lat is not null or t.signed_by is not null)`,
      then: { set: { gps_lat: null, gps_lng: null, gps_accuracy_meters: null, gps_at: null, signed_by: null } },
    },
  ],
}
