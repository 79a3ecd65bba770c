import { expect, test } from 'vitest'
import { maskContact } from './mask-contact.ts'

test.each([
  ['Write to ava.moore+shop@example.com please', 'Write to ••• please'],
  ['ava (at) example (dot) com', '•••'],
  ['ava[at]example.co.uk!', '•••!'],
  ['Call me: +1 415 555 0132.', 'Call me: •••.'],
  ['My number is (415) 555-0132', 'My number is •••'],
  ['415-555-0132 or 415.555.0132', '••• or •••'],
  ['WhatsApp 4155550132', 'WhatsApp •••'],
  ['Rufen Sie an: 030 1234567, oder 0171/2345678', 'Rufen Sie an: •••, oder •••'],
  ['https://wa.me/14155550132 is quicker', '••• is quicker'],
  ['اتصل بي على ٠٥٠١٢٣٤٥٦٧', 'اتصل بي على •••'],
  ['Send it to 418 Alder Street, Apt 3, Portland', 'Send it to •••, Portland'],
  ['77 Quincy Lane is my house', '••• is my house'],
  ['Bitte an Lindenweg 12a, Berlin', 'Bitte an •••, Berlin'],
  ['Alte Hauptstraße 3', '•••'],
  ['12 rue des Lilas', '•••'],
  ['Vive en Calle Mayor 5', 'Vive en •••'],
  ['deliver to 418 alder street', 'deliver to •••'],
  ['PO Box 1234', '•••'],
])('%s', (said, shown) => {
  expect(maskContact(said)).toBe(shown)
})

test.each([
  'Order 114-1234567-1234567 and LK-1004 came late',
  'Tracking 1Z999AA10123456784, 00340434161094021501 and 9400110200881234567890',
  'It was due on 2026-11-26, then 26.11.2026, then 11/26/2026',
  'I paid $1,280.00 for 2 of 12 plates at 10:30',
  'The plate is 24 cm wide, glaze no. 1204',
  'Two of the six arrived in pieces. On the way again?',
  'One way or another, 3 days late',
  'It was 2 days on the way, a 20 minutes drive from 3 in a row',
  'We are at 45.99 all in',
  'Meet me @ the fair',
  'Parcel 4155550132 is with the carrier',
])('leaves as it is: %s', (said) => {
  expect(maskContact(said)).toBe(said)
})

// A pattern that goes back over itself takes minutes here, on any machine.
test('is quick on a long letter', () => {
  const letter = 'On the long way from 12 to 34 she said a lot of words. 1 2 3 4 5 6 7 8 9 '.repeat(900)
  const begun = performance.now()
  maskContact(letter.slice(0, 65_000))
  expect(performance.now() - begun).toBeLessThan(10_000)
})
