import { amount, amounts, boolean, choice, list, number, numbers } from './spec.ts'

/** Damaged, wrong, advance replacement and advance refund, and the stop line. */
// biome-ignore format: one key a line reads as a table
export const damageKeys = {
  'damage.report_window': choice({ options: ['days_14', 'return_window'], default: 'return_window', kinder: 'order', assumption: true, reason: 'Carrier claims expire early, so we ask for it in 14 days.', sentence: 'Damage can be reported for the {value}.' }),
  'damage.ask_within': number({ default: 14, unit: 'days', max: 365, kinder: 'none', assumption: true, reason: 'Carrier claims expire early.', sentence: 'We ask to hear about damage within {value}.' }),
  'damage.photos': number({ default: 1, unit: 'photos', max: 10, kinder: 'less', sources: ['A61'], reason: 'The promise is "a photo".', sentence: 'Damage needs {value} of the item.' }),
  'damage.photos.box_above': amount({ default: amounts(100), kinder: 'more', sources: ['A61'], reason: 'Carrier claims need item, box and label.', sentence: 'Box and label too above {value}.' }),
  'damage.photos.none_below': amount({ default: amounts(25), kinder: 'more', reason: 'At low risk a small thing is believed.', sentence: 'No photo under {value} at low risk.' }),
  'damage.upload.types': list({ options: ['jpg', 'png', 'webp', 'heic', 'mp4', 'mov', 'pdf'], default: ['jpg', 'png', 'heic', 'mp4'], kinder: 'longer', assumption: true, reason: 'What phones make; scanned.', sentence: 'Files we take: {value}.' }),
  'damage.upload.files': number({ default: 10, unit: 'files', min: 1, max: 50, kinder: 'more', assumption: true, reason: 'Enough.', sentence: 'Up to {value} a report.' }),
  'damage.upload.megabytes': number({ default: 25, unit: 'MB each', min: 1, max: 200, kinder: 'more', assumption: true, reason: 'A short video.', sentence: 'Up to {value}.' }),
  'replace.eligible': list({ options: ['same_item', 'same_seller', 'in_stock', 'in_window'], default: ['same_item', 'same_seller', 'in_stock', 'in_window'], kinder: 'shorter', sources: ['A49'], reason: 'Else refund.', sentence: 'A replacement needs: {value}.' }),
  'replace.ship_before_return.max': amount({ default: amounts(500), kinder: 'more', sources: ['A50'], assumption: true, reason: 'The new one leaves before the old one is back.', sentence: 'A replacement ships first up to {value}.' }),
  'replace.ship_before_return.bands': list({ options: ['low', 'medium', 'high'], default: ['low', 'medium'], kinder: 'longer', sources: ['A50'], reason: 'Low and medium risk.', sentence: 'A replacement ships first at these risks: {value}.' }),
  'replace.speed': choice({ options: ['standard', 'same_or_faster', 'fastest'], default: 'same_or_faster', kinder: 'order', sources: ['A49'], reason: 'They have waited once.', sentence: 'A replacement travels: {value}.' }),
  'replace.per_order_line': number({ default: 2, unit: 'replacements', max: 20, kinder: 'more', assumption: true, reason: 'Repeated fault is a catalog problem; the next needs a lead.', sentence: 'A line can be replaced {value}.' }),
  'advance.return_due': number({ default: 30, unit: 'days', min: 1, max: 365, kinder: 'more', sources: ['A50'], reason: 'From delivery of the replacement.', sentence: 'The old one goes back within {value}.' }),
  'advance.reminders': numbers({ default: [7, 14, 21, 27], max: 365, unit: 'day', kinder: 'none', assumption: true, reason: 'Friendly, and not daily.', sentence: 'Reminders on day {value}.' }),
  'advance.grace': number({ default: 7, unit: 'days', max: 90, kinder: 'more', assumption: true, reason: 'Parcels in transit.', sentence: 'And {value} of grace.' }),
  'advance.charge': boolean({ default: false, kinder: 'false', sources: ['A51'], reason: 'A class action grew from charges for things that had come back.', sentence: 'A thing that never comes back is charged: {value}.' }),
  'advance.charge.needs': list({ options: ['consent_screen', 'authentication', 'no_carrier_scan', 'no_dropoff_receipt', 'two_reminders_delivered', 'person_confirms'], default: ['consent_screen', 'authentication', 'no_carrier_scan', 'no_dropoff_receipt', 'two_reminders_delivered', 'person_confirms'], kinder: 'longer', sources: ['A51'], reason: 'Never charge for a missing return without proof that it is missing.', sentence: 'A charge needs: {value}.' }),
  'advance.charge.person_days': number({ default: 90, unit: 'days', max: 3_650, kinder: 'more', sources: ['A51'], reason: 'A person confirms each in the beginning.', sentence: 'A person confirms every charge for the first {value}.' }),
  'advance.charge_over': amount({ default: amounts(100), kinder: 'less', assumption: true, reason: 'A person confirms above it, always.', sentence: 'A person confirms charges above {value}.' }),
  'advance.charge_reversal': number({ default: 24, unit: 'hours', min: 1, max: 240, kinder: 'less', sources: ['A31'], reason: 'Automatic once any scan appears.', sentence: 'A charge is reversed within {value} of a scan.' }),
  'advance.payment_hold': choice({ options: ['hold', 'card_on_file', 'none'], default: 'none', kinder: 'order', reason: 'Advance without friction.', sentence: 'Hold on a card for an advance: {value}.' }),
  'stop_line.alert_days': number({ default: 60, unit: 'days', max: 365, kinder: 'none', reason: 'Alerts only in the beginning.', sentence: 'The stop line only alerts for the first {value}.' }),
  'stop_line.claims': number({ default: 5, unit: 'claims', min: 2, max: 100, kinder: 'none', reason: 'Three claims on a bestseller are noise.', sentence: 'A product pauses at {value}.' }),
  'stop_line.norm_factor': number({ default: 3, unit: 'times the norm', min: 1, max: 50, fraction: true, kinder: 'none', reason: 'And only well above its category.', sentence: 'And at {value} of its category.' }),
  'stop_line.window': number({ default: 14, unit: 'days', min: 1, max: 90, kinder: 'none', reason: 'Recent enough to be the same batch.', sentence: 'Counted over {value}.' }),
} as const
