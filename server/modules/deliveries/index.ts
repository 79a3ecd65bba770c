export { listParcelsShipped, type ParcelFilter } from './parcels-shipped.ts'
export type { DeliveryProofRow, ScanRowTable, ShipmentRow } from './tables.ts'
export type { OpeningHours, ScanInput, ScanStatus, ShipmentInput } from './contract.ts'
export {
  findShipment,
  handoversOf,
  listOpenParcels,
  listSilentUnpromised,
  loadShipmentHeads,
  loadShipments,
  orderIdsByTrackingNumber,
  shipmentIdsByReference,
  type ShipmentRecord,
} from './queries.ts'
export {
  awaitedUnits,
  dispatchStarted,
  firstDispatchAt,
  hasLeft,
  parcelsByUnit,
  shipmentOfUnit,
  type ShipmentHead,
} from './parcels.ts'
export { evidenceOf, evidencesOf, speaksForDelivery, type EvidenceRequest } from './evidence.ts'
export { evidenceFactsOf, isAddressee, NO_EVIDENCE, type EvidenceVerdict } from './rules.ts'
export {
  isAnotherCity,
  lostBySilence,
  parcelFactOf,
  promiseStateOf,
  summarizeScans,
  trailOf,
  type PromiseState,
} from './rules-scans.ts'
export { arrivalInWords, dayOf, parcelInWords, type WordsContext } from './words.ts'
export { presentEvidence, presentShipments } from './present.ts'
export { upsertShipments, type ShipmentOutcome, type ShipmentUpsert } from './commands/upsert-shipments.ts'
export { addScans, addScansInBulk, type AddedScans, type ScanAddition, type ScanOutcome } from './commands/add-scans.ts'
export {
  findPlaces,
  findReturnsCenter,
  lockPlace,
  placeIdOf,
  placesNear,
  pointOfPostalCode,
  type PlaceRecord,
} from './places.ts'
export { distanceMeters, type Point } from './rules-geo.ts'
export { hoursOf, isOpenAt, nextServed, openInWords, zoneOfPlace } from './opening-hours.ts'
export { upsertPlaces } from './commands/upsert-places.ts'
export { deliveriesModule } from './module.ts'
