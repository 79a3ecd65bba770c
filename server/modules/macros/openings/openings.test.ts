import { describe, expect, it } from 'vitest'
import { readTemplate, type Values } from '../template.ts'
import { variables, type VariableName } from '../variables.ts'
import { openingsOf, openingWords, type OpeningFacts } from './openings-of.ts'
import { matters, stages, type Piece } from './words.ts'

const locales = Object.keys(openingWords)
const names = Object.keys(variables) as VariableName[]
const full = Object.fromEntries(names.map((name) => [name, variables[name].example])) as Record<VariableName, string>
const empty = Object.fromEntries(names.map((name) => [name, null])) as Record<VariableName, null>
const facts = (some: Partial<OpeningFacts>): OpeningFacts => ({
  matter: 'damaged',
  stage: 'new',
  quiet: false,
  waiting: false,
  locale: 'en-US',
  ...some,
})

function piecesOf(locale: string): { where: string; piece: Piece }[] {
  const words = openingWords[locale]
  if (!words) return []
  return [
    { where: 'greeting', piece: words.greeting },
    ...matters.map((matter) => ({ where: matter, piece: words.acknowledge[matter] })),
    ...stages.map((stage) => ({ where: stage, piece: words.next[stage] })),
    { where: 'waited', piece: words.waited },
    { where: 'quiet greeting', piece: words.quiet.greeting },
    { where: 'quiet', piece: words.quiet.acknowledge },
  ]
}

describe.each(locales)('openings in %s', (locale) => {
  it.each(piecesOf(locale))('$where can be said with nothing known, and never blames', ({ piece }) => {
    for (const alternative of piece) expect(readTemplate(alternative).length).toBeGreaterThan(0)
    expect(readTemplate(piece.at(-1) ?? '').every((part) => typeof part === 'string')).toBe(true)
    expect(piece.join(' ')).not.toMatch(/unfortunately|leider|للأسف|RMA|SLA|your fault|you should have/i)
  })

  const all = matters.flatMap((matter) =>
    stages.flatMap((stage) => [true, false].map((quiet) => ({ matter, stage, quiet }))),
  )
  it('each matter at each stage begins whole, with everything known and with nothing', () => {
    for (const some of all)
      for (const values of [full, empty] as Values[])
        for (const { text, next } of openingsOf(facts({ ...some, waiting: true, locale }), values)) {
          expect(text.endsWith(next)).toBe(true)
          expect(text).not.toMatch(/\{\{|\}\}|undefined|null| {2}/)
          expect(text.length).toBeLessThan(600)
          expect(text.split('\n')).toHaveLength(3)
        }
  })

  it('is quiet where somebody died', () => {
    for (const some of all.filter(({ quiet }) => quiet))
      for (const { text } of openingsOf(facts({ ...some, locale }), full)) {
        expect(text).not.toMatch(/!|\p{Extended_Pictographic}|great|super|toll|رائع/iu)
        expect(text).toContain(openingWords[locale]?.quiet.acknowledge[0])
      }
  })
})

describe('an opening', () => {
  it('acknowledges, then says what happens, from the case', () =>
    expect(openingsOf(facts({ stage: 'money_on_its_way' }), full)[0]?.text).toBe(
      'Hi Ava,\n\nI’m sorry your Alder desk lamp arrived broken. That’s not how it should reach you, and it’s on us. $45.99 is on its way to Visa ending 4242 and should be there by Monday, March 9. You don’t have to do anything.',
    ))

  it('says less where less is known', () =>
    expect(openingsOf(facts({ stage: 'money_on_its_way' }), empty)[0]?.text).toBe(
      'Hi there,\n\nI’m sorry it arrived broken. That’s not how it should reach you, and it’s on us. Your money is on its way. You don’t have to do anything.',
    ))

  it('thanks whoever waited, and offers one that promises nothing', () =>
    expect(openingsOf(facts({ stage: 'on_its_way', waiting: true }), full).map(({ id }) => id)).toEqual([
      'damaged.on_its_way',
      'damaged.new',
      'damaged.waited',
    ]))

  it('falls back to English', () =>
    expect(openingsOf(facts({ locale: 'sw' }), empty)[0]?.text).toContain('I’m sorry it arrived broken.'))
})
