import { expect, test } from 'vitest'
import { whyNotDelivered } from './why-not-delivered.ts'

test.each([
  ['5.1.1', 'returned', 'no_address'],
  ['550', 'smtp_550', 'no_address'],
  // Those say that our own address is at fault.
  ['5.1.8', 'returned', 'other'],
  ['5.2.2', 'returned', 'full'],
  ['5.3.4', 'returned', 'too_large'],
  ['5.7.1', 'returned', 'unwanted'],
  ['4.4.7', 'returned', 'not_reached'],
  ['451', 'smtp_451', 'not_reached'],
  [null, 'unreachable', 'not_reached'],
  [null, 'file_not_there', 'no_file'],
  [null, 'returned', 'other'],
])('what came back with %s after %s is %s', (status, failure, why) => {
  expect(whyNotDelivered({ status, failure })).toBe(why)
})
