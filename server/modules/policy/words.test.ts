import { expect, test } from 'vitest'
import { sentenceFor } from './words.ts'

test.each([
  ['dnr.wait.medium_risk', 48, 'At medium risk we wait 48 hours after the delivered scan.'],
  [
    'refund.at_first_scan.max',
    { USD: 10_000 },
    'At low risk the refund comes with the first carrier scan up to $100.00.',
  ],
  ['late.cancel_offer', true, 'The first notice of a delay offers to cancel: yes.'],
  ['cancel.reasons', [], 'Reasons for a cancel that we accept: none.'],
  ['return.deduct.late', 20, 'A return after the window is refunded less 20%.'],
  ['delivery.otp.valid_days', 1, 'A delivery code is good for 1 day.'],
  ['return.window.holiday.until', 131, 'Holiday purchases can go back until January 31.'],
  [
    'dnr.geo.geocode_error',
    { rooftop: 15, street: 420 },
    'Where the address point may be off by: rooftop 15, street 420.',
  ],
] as const)('%s', (key, value, sentence) => {
  expect(sentenceFor(key, value)).toBe(sentence)
})
