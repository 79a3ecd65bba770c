import { describe, expect, test } from 'vitest'
import { redactNumbers } from './redact-numbers.ts'

const hidden = '•••• •••• ••••'

describe('card numbers', () => {
  test.each([
    ['4242 4242 4242 4242', `${hidden} 4242`],
    ['my card is 4242424242424242, please', `my card is ${hidden} 4242, please`],
    ['5555-5555-5555-4444', `${hidden} 4444`],
    ['3782 822463 10005', `${hidden} 0005`],
    ['6011.1111.1111.1117', `${hidden} 1117`],
    ['4222222222222', `${hidden} 2222`],
    ['4000 0566 5566 5556 and 4242 4242 4242 4242', `${hidden} 5556 and ${hidden} 4242`],
    ['٤٢٤٢ ٤٢٤٢ ٤٢٤٢ ٤٢٤٢', `${hidden} 4242`],
    ['４２４２４２４２４２４２４２４２', `${hidden} 4242`],
    ['4242 4242 4242 4242', `${hidden} 4242`],
    ['Karte:4242424242424242', `Karte:${hidden} 4242`],
    ['Visa4242424242424242', `Visa${hidden} 4242`],
    ['4242/4242/4242/4242', `${hidden} 4242`],
    ['4242_4242_4242_4242', `${hidden} 4242`],
    ['4242, 4242, 4242, 4242.', `${hidden} 4242.`],
    ['4242 - 4242 - 4242 - 4242', `${hidden} 4242`],
    ['4242\n4242\n4242\n4242', `${hidden} 4242`],
    ['3782*822463*10005', `${hidden} 0005`],
    ['4242\u200B4242\u200B4242\u200B4242', `${hidden} 4242`],
    ['4242\u00AD4242\u00AD4242\u00AD4242', `${hidden} 4242`],
    ['๔๒๔๒ ๔๒๔๒ ๔๒๔๒ ๔๒๔๒', `${hidden} 4242`],
    ['𝟒𝟐𝟒𝟐𝟒𝟐𝟒𝟐𝟒𝟐𝟒𝟐𝟒𝟐𝟒𝟐!', `${hidden} 4242!`],
    ['42'.repeat(8).replaceAll(/\d/g, '$&\uFE0F\u20E3'), `${hidden} 4242`],
  ])('%s', (text, expected) => {
    expect(redactNumbers(text)).toEqual({ text: expected, redacted: ['card_number'] })
  })

  test.each([
    ['4242 4242 4242 4242 12/28 123', `${hidden} 4242 12/28 •••`],
    ['4242424242424242 123', `${hidden} 4242 •••`],
    ['4242424242424242, CVC 123', `${hidden} 4242, CVC •••`],
    ['CVV: 987 for 4242 4242 4242 4242', `CVV: ••• for ${hidden} 4242`],
    ['4242 4242 4242 4242 exp 01/2029, security code is 4321', `${hidden} 4242 exp 01/2029, security code is •••`],
    ['Prüfziffer 321, Nummer 4242424242424242', `Prüfziffer •••, Nummer ${hidden} 4242`],
  ])('and the code beside them: %s', (text, expected) => {
    expect(redactNumbers(text)).toEqual({ text: expected, redacted: ['card_number', 'security_code'] })
  })
})

test.each([
  ['my order is 112-1234567-1234567'],
  ['my order is 302-1234567-1234565'],
  ['tracking 1Z999AA10123456784'],
  ['4242 4242 4242 4241'],
  ['0000 0000 0000 0000'],
  ['call +49 30 12345678'],
  ['the code on the box is 123'],
  ['id a4242424242424242b'],
  [''],
])('stays as it is: %s', (text) => {
  expect(redactNumbers(text)).toEqual({ text, redacted: [] })
})

test('a text of nothing but digits is read to its end, and stays', () => {
  for (const text of ['4 2 - '.repeat(1_600), '4'.repeat(10_000)])
    expect(redactNumbers(text)).toEqual({ text, redacted: [] })
})
