import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testApp, type TestApp } from '#testing/app'
import { foldedStart, foldText } from './fold-text.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app?.close())

it.each([
  ['Müller', 'muller'],
  ['GARCÍA', 'garcia'],
  ['Garci\u0301a', 'garcia'],
  ['Søren Þór', 'soren thor'],
  ['Weiß', 'weiss'],
  ['Łódź', 'lodz'],
  ['İstanbul', 'istanbul'],
  ['Ǿ', 'o'],
  ['Nguyễn', 'nguyen'],
  ['한국 がんばる أحمد', '한국 がんばる أحمد'],
])('%s is looked for as %s', (text, folded) => expect(foldText(text)).toBe(folded))

it('the database folds every letter alike', async () => {
  const letters = Array.from({ length: 0x24f - 0x20 }, (_, at) => String.fromCodePoint(0x20 + at)).filter(
    (letter) => letter !== '\u007F' && /\P{Cc}/u.test(letter),
  )
  const { rows } = await sql<{ letter: string; folded: string }>`
    select letter, fold_text(letter) as folded from unnest(${[...letters, 'ẞ', 'ễ', 'ή', 'ΟΔΟΣ', '한', 'が', 'أ', 'ё', '👩‍👩‍👧']}::text[]) as letter`.execute(
    app.db,
  )
  for (const { letter, folded } of rows) expect(folded, letter).toBe(foldText(letter))
})

it('what stands for anything in a pattern stands for itself', () => expect(foldedStart('É%_\\')).toBe('e\\%\\_\\\\%'))
