import { describe, expect, test } from 'vitest'
import { layOutText } from './lay-out-text.ts'

const namesOf = (text: string) =>
  layOutText(text).glyphs.map(({ font, glyphId }) => font.getGlyph(glyphId).name ?? String(glyphId))

/** In which order the letters of a text stand on the paper, by the letter each glyph is of. */
const shownOrder = (text: string) =>
  layOutText(text)
    .glyphs.toSorted((one, other) => one.x - other.x)
    .map(({ font, glyphId }) => String.fromCodePoint(...font.getGlyph(glyphId).codePoints))
    .join('')

describe('setting a line of text', () => {
  test('Latin, Cyrillic, Greek and Vietnamese go from the left', () => {
    for (const text of ['Straße 12', 'ул. Тверская, 7', 'Οδός Ερμού', 'Đường Lê Lợi']) {
      expect(layOutText(text).direction).toBe('ltr')
      expect(shownOrder(text)).toBe(text)
    }
  })

  test('Arabic letters are joined: each has the form of its place in the word', () => {
    const names = namesOf('شارع')
    expect(names.some((name) => name.endsWith('.init'))).toBe(true)
    expect(names.some((name) => name.endsWith('.fina'))).toBe(true)
    // The last letter stands alone, because the one before does not join to the left.
    expect(shownOrder('شارع').at(0)).toBe('ع')
    expect(layOutText('شارع').direction).toBe('rtl')
  })

  test('lam and alef become the one letter that they are written as', () => {
    expect(namesOf('لا').length).toBeLessThan(3)
  })

  test('numbers keep their own direction inside of Arabic and Hebrew, brackets enclose what they enclose', () => {
    const order = shownOrder('רחוב הרצל 15, דירה (4)')
    expect(order).toContain('15')
    expect(order.startsWith('(4)')).toBe(true)
    expect(order.endsWith('בוחר')).toBe(true)
    expect(shownOrder('شقة 45B')).toContain('45B')
    expect(shownOrder('١٢ شارع').endsWith('١٢')).toBe(true)
  })

  test('a Hebrew name in an English line stays where it was put', () => {
    expect(shownOrder('To דנה today')).toBe('To הנד today')
  })

  test('Chinese, Japanese, Korean and Thai have letters, not boxes', () => {
    for (const text of ['北京市朝阳区', '東京都渋谷区パーク', '서울특별시', 'กรุงเทพ'])
      for (const { font, glyphId } of layOutText(text).glyphs) {
        expect(glyphId).toBeGreaterThan(0)
        expect(font.numGlyphs).toBeGreaterThan(0)
      }
  })

  test('Devanagari is reordered and joined', () => {
    expect(layOutText('क्षेत्र').glyphs.length).toBeLessThan([...'क्षेत्र'].length)
  })

  test('nothing is nothing; line ends and letters that no font has do no harm', () => {
    expect(layOutText(' ').glyphs).toEqual([])
    expect(shownOrder('one\ntwo')).toBe('one two')
    expect(layOutText('\u{1F4E6}').width).toBeGreaterThanOrEqual(0)
  })
})
