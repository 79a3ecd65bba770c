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
  ['(415)555-0132 after six', '••• after six'],
  ['415-5550132', '•••'],
  ['415/555-0132 or 415–555–0132', '••• or •••'],
  ['ava＠example.com', '•••'],
  ['ava\u200B@\u200Bexample\u2060.com!', '•••!'],
  ['mine is 415\u200B555\u200B0132', 'mine is •••'],
  ['call ４１５-５５５-０１３２', 'call •••'],
  ['paypal.me/ava', '•••'],
  ['https://www.instagram.com/ava.makes, or t.me/ava', '••• or •••'],
  ['Facebook.com/ava and cash.app/$ava', '••• and •••'],
  ['to 12 alder st', 'to •••'],
  ['to 12 ALDER AVE. please', 'to ••• please'],
  ['01.23.45.67.89', '•••'],
  ['٤١٥-٥٥٥-٠١٣٢', '•••'],
  ['4 1 5 5 5 5 0 1 3 2', '•••'],
  ['insta: @ava.makes please', '••• please'],
  ['Lindenring 5, or Am Ring 5', '•••, or •••'],
  ['It is ava@example.com. Order LK-1004 came late', 'It is •••. Order LK-1004 came late'],
  ['ava@example . com', '•••'],
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
  'Can you call the carrier about tracking number 794644790132?',
  'I was told by text that order 10012345 is late',
  'It came on 05.11.2026 10:30, and not between 01.11.26 - 05.11.26',
  'Call it $1,280.00, or 1280.00 EUR, on 11/26/2026 10:30',
  'It was 3 days on the st. line, then 12 hours at the rd',
  'It was closed: in 2 days the road, then 3 scratches along the lane, see 2 photos of the street',
  'Are you delivering 3 of them during 2026? Ring 5 is dented',
  'Tracking number 0340434161094, serial no. 0123456789',
  'The 2 plates are of size 12 x 30 and 4 kg',
  'Our family \u{1F468}\u200D\u{1F469}\u200D\u{1F467} likes 3 of them, １２ cm each',
  'I paid with paypal. Mention it on instagram.com if you like',
])('leaves as it is: %s', (said) => {
  expect(maskContact(said)).toBe(said)
})

test.each([
  ['12 alder st', '•••'],
  ['12 ALDER ST., Apt 3, Portland', '•••, Portland'],
  ['it is 12 Alder', 'it is •••'],
  ['the yellow house in Alder Street', 'the yellow house in •••'],
  ['the yellow house in alder\u200B st', 'the yellow house in •••'],
])('a known street in other spellings: %s', (said, shown) => {
  expect(maskContact(said, { streets: ['12 Alder Street'] })).toBe(shown)
})

test.each([
  ['500 North Oak Avenue, Unit 4', 'n. oak av', '•••'],
  ['7 Mill Rd', 'It was 7 Mill Road. Nobody came', 'It was •••. Nobody came'],
  ['7 Mill Rd', 'mill road 7', '•••'],
  ['Hauptstraße 3', 'in der hauptstr. 3', 'in der •••'],
  ['Alte Hauptstr. 3', 'alte Hauptstrasse', '•••'],
  ['12 Broadway', 'at 12 broadway', 'at •••'],
  ['12 Broadway', 'the Broadway bag', 'the Broadway bag'],
  ['12 Alder Street', 'a bowl of alder, 12 of them', 'a bowl of alder, 12 of them'],
  ['12', 'I have 12', 'I have 12'],
  ['(', 'odd (', 'odd ('],
])('the street %s in: %s', (street, said, shown) => {
  expect(maskContact(said, { streets: [street] })).toBe(shown)
})

test.each(['0340434161094', '415-555-0132', 'call it 794644790132', '0340 4341 61094'])(
  'a number of the order or a parcel stays: %s',
  (said) => {
    expect(maskContact(said, { numbers: ['0340434161094', '415-555-0132', '794644790132'] })).toBe(said)
    expect(maskContact(said)).not.toBe(said)
  },
)

test('what is no number keeps nothing', () => {
  expect(maskContact('me@northwind.test', { numbers: ['me@northwind.test', '', 'e'] })).toBe('•••')
})

// A pattern that goes back over itself takes minutes here, on any machine.
test.each([
  'On the long way from 12 to 34 she said a lot of words. 1 2 3 4 5 6 7 8 9 ',
  'a',
  '1-',
  'a.',
  '4\u200B',
  '12 oak ',
])('is quick on a long letter of %j', (words) => {
  const letter = words.repeat(65_000)
  const begun = performance.now()
  maskContact(letter.slice(0, 65_000), { streets: ['12 Oak Street'] })
  expect(performance.now() - begun).toBeLessThan(10_000)
})
