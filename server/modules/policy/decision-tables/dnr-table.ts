import type { TableRows } from './table-schema.ts'

const CONFIRMED = ['code', 'signature']
// The shopper's own "that is not my door" is left out here: it opens row 3 inside the instant limit only.
const PHOTO_SHOWS_ANOTHER_PLACE = { photo: ['another_place'], photoSource: ['carrier', 'agent', 'place_data'] }
const TRAIL_ENDS_EARLY = { trail: ['stops_before_last_mile', 'other_city'] }

/** "Delivered but not there": the six published rows by risk band. Limits, counts and waits come from `dnr.*` keys. */
// biome-ignore format: one row a line reads as a table
export const DNR_TABLE: TableRows<'dnr'> = [
  { id: '1', group: '1', when: [{ confirmation: CONFIRMED, geo: ['against'] }, { confirmation: CONFIRMED, photo: ['another_place'] }], then: { act: 'person', reason: 'handover_looks_wrong', capped: false } },
  { id: '2.high', group: '2', when: [{ confirmation: CONFIRMED, riskBand: ['high'] }], then: { act: 'person', reason: 'handover_confirmed', capped: false, carrierTrace: true } },
  { id: '2', group: '2', when: [{ confirmation: CONFIRMED }], then: { act: 'person', reason: 'handover_confirmed', capped: false } },
  {
    id: '3.high', group: '3', then: { act: 'now', reason: 'evidence_contradicts_scan', capped: false, audit: true },
    when: [{ riskBand: ['high'], geo: ['against'] }, { riskBand: ['high'], ...PHOTO_SHOWS_ANOTHER_PLACE }, { riskBand: ['high'], ...TRAIL_ENDS_EARLY }],
  },
  { id: '3', group: '3', when: [{ geo: ['against'] }, PHOTO_SHOWS_ANOTHER_PLACE, TRAIL_ENDS_EARLY], then: { act: 'now', reason: 'evidence_contradicts_scan', capped: false } },
  { id: '3.door.high', group: '3', when: [{ photo: ['another_place'], riskBand: ['high'] }], then: { act: 'now', reason: 'not_my_door', capped: true, audit: true } },
  { id: '3.door', group: '3', when: [{ photo: ['another_place'] }], then: { act: 'now', reason: 'not_my_door', capped: true } },
  { id: '4.low', group: '4', when: [{ geo: ['supports'], photo: ['right_place'], riskBand: ['low'] }], then: { act: 'after_wait', reason: 'evidence_supports_scan', capped: true } },
  { id: '4.medium', group: '4', when: [{ geo: ['supports'], photo: ['right_place'], riskBand: ['medium'] }], then: { act: 'after_wait', reason: 'evidence_supports_scan', capped: true, statement: true } },
  { id: '4.high', group: '4', when: [{ geo: ['supports'], photo: ['right_place'] }], then: { act: 'person', reason: 'evidence_supports_scan', capped: true } },
  { id: '5.low', group: '5', when: [{ geo: ['supports'], riskBand: ['low'] }, { photo: ['right_place'], riskBand: ['low'] }], then: { act: 'after_wait', reason: 'evidence_partly_supports_scan', capped: true } },
  { id: '5.medium', group: '5', when: [{ geo: ['supports'], riskBand: ['medium'] }, { photo: ['right_place'], riskBand: ['medium'] }], then: { act: 'after_wait', reason: 'evidence_partly_supports_scan', capped: true } },
  { id: '5.high', group: '5', when: [{ geo: ['supports'] }, { photo: ['right_place'] }], then: { act: 'person', reason: 'evidence_partly_supports_scan', capped: true } },
  { id: '6.low', group: '6', when: [{ riskBand: ['low'] }], then: { act: 'after_wait', reason: 'no_evidence', capped: true } },
  { id: '6.medium', group: '6', when: [{ riskBand: ['medium'] }], then: { act: 'after_wait', reason: 'no_evidence', capped: true } },
  { id: '6.high', group: '6', when: [{}], then: { act: 'person', reason: 'no_evidence', capped: true } },
]
