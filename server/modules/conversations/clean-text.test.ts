import { expect, test } from 'vitest'
import { cleanText } from './clean-text.ts'

test('a text with a sea of blanks in it is read once, and stays as it is between its ends', () => {
  const sea = `a${' '.repeat(500_000)}b${'\n'.repeat(500_000)}c`
  expect(cleanText(`\n\n${sea} \n\u00A0`)).toEqual({ text: sea, redacted: [] })
})

test('a text full of card numbers is read once', () => {
  const { text, redacted } = cleanText('4242424242424242 12/30 123, '.repeat(20_000))
  expect(text).not.toMatch(/\d{5}/)
  expect(redacted).toEqual(['card_number', 'security_code'])
})
