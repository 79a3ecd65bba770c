import { expect, it } from 'vitest'
import { excerptOf } from './excerpt.ts'

const filler = 'The parcel was left at the door of the neighbor downstairs. '.repeat(10)
const family = '👩‍👩‍👧'

it.each([
  ['short', 'My lamp broke', 'lamp', 'My lamp broke'],
  ['nothing of it', 'My lamp broke', 'file.pdf', 'My lamp broke'],
  ['lines', 'My\n\n lamp\tbroke', 'lamp', 'My lamp broke'],
])('%s', (_name, text, sought, excerpt) => expect(excerptOf(text, sought)).toBe(excerpt))

it('shows the place where it stands, cut between words', () => {
  const excerpt = excerptOf(`${filler}Then the kettle broke. ${filler}`, 'kettle')
  expect(excerpt).toMatch(/^….*kettle broke.*…$/)
  expect(excerpt.length).toBeLessThanOrEqual(165)
})

it('HC-57d cuts only between characters as people see them, and finds é however it was typed', () => {
  for (let length = 100; length < 170; length++) {
    const excerpt = excerptOf(`${'x'.repeat(length)}${family.repeat(30)}`, 'x')
    expect(excerpt.replaceAll(family, '').replace(/x+…?$/, '')).toMatch(/^…?$/)
  }
  expect(excerptOf(`${filler}un e\u0301tui casse\u0301 ${filler}`, 'étui')).toContain('étui cassé')
  expect(excerptOf(`${'ß'.repeat(120)} ${filler}beim Müller, Größe ${filler}`, 'grosse')).toContain('Müller, Größe')
})
