import { localeToWriteIn } from '#platform/canonical-locale'

export interface Paragraph {
  text: string
  dir: 'ltr' | 'rtl'
  /** BCP 47, as far as the letters tell. */
  lang: string
}

/** Paragraphs with the direction and language of their own letters. @param language of those in Latin letters */
export function paragraphsOf(text: string, language = 'en'): Paragraph[] {
  return text
    .split(/\n[ \t]*\n\s*/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) =>
      beyondLatin.test(paragraph)
        ? { text: paragraph, dir: directionOf(paragraph), lang: languageOf(paragraph, language) }
        : { text: paragraph, dir: 'ltr', lang: language },
    )
}

const beyondLatin = /[\u0370-\u1DFF\u2C00-\uFFFF]/

// Codes, links and addresses are read from left to right within any text and say nothing about it.
const foreign = /(?:https?:\/\/|www\.)\S+|\S+@\S+|[A-Za-z]*\d[\w-]*|[A-Z]{2,}-[\w-]*/g
const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/gu

export function directionOf(text: string): 'ltr' | 'rtl' {
  const plain = text.slice(0, 2_000).replaceAll(foreign, ' ')
  const right = plain.match(rightToLeft)?.length ?? 0
  const letters = plain.match(/\p{L}/gu)?.length ?? 0
  return right > 0 && right * 2 >= letters ? 'rtl' : 'ltr'
}

const scripts: [RegExp, string][] = [
  [/\p{Script=Hebrew}/gu, 'he'],
  [/[ٹڈڑںے]/gu, 'ur'],
  [/[پچژگ]/gu, 'fa'],
  [/\p{Script=Arabic}/gu, 'ar'],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Han}/gu, 'zh'],
  [/[іїєґ]/giu, 'uk'],
  [/\p{Script=Cyrillic}/gu, 'ru'],
  [/\p{Script=Greek}/gu, 'el'],
  [/\p{Script=Thai}/gu, 'th'],
  [/\p{Script=Devanagari}/gu, 'hi'],
]

function languageOf(text: string, language: string): string {
  const plain = text.slice(0, 2_000).replaceAll(foreign, ' ')
  const latin = plain.match(/\p{Script=Latin}/gu)?.length ?? 0
  const other = (plain.match(/\p{L}/gu)?.length ?? 0) - latin
  if (other <= latin) return language
  const found = scripts.find(([script]) => plain.match(script) !== null)?.[1]
  // The conversation's own language where it is written in the same letters, such as Bulgarian.
  return found &&
    new Intl.Locale(localeToWriteIn(language)).maximize().script === new Intl.Locale(found).maximize().script
    ? language
    : (found ?? language)
}
