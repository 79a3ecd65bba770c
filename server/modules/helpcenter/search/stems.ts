import { sql } from 'kysely'
import type { Reader } from '#platform/work'
import { limits } from '../../../limits.ts'
import { askingWords } from './asking-words.ts'
import { languageOf, plainOf } from './tokens.ts'

/** What a word is a form of. */
export interface Stem {
  term: string
  /** Every text of the language, or every question, is full of it: it says little, and yet something. */
  common: boolean
}

// Dictionaries that every Postgres from 15 on has; what is not among them is taken as it is written.
const dictionaries: Readonly<Record<string, string>> = {
  ar: 'arabic',
  ca: 'catalan',
  da: 'danish',
  de: 'german',
  el: 'greek',
  en: 'english',
  es: 'spanish',
  eu: 'basque',
  fi: 'finnish',
  fr: 'french',
  ga: 'irish',
  hi: 'hindi',
  hu: 'hungarian',
  hy: 'armenian',
  id: 'indonesian',
  it: 'italian',
  lt: 'lithuanian',
  nb: 'norwegian',
  ne: 'nepali',
  nl: 'dutch',
  nn: 'norwegian',
  no: 'norwegian',
  pt: 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  sr: 'serbian',
  sv: 'swedish',
  ta: 'tamil',
  tr: 'turkish',
  yi: 'yiddish',
}

// The same word always has the same stem: asked for once per process.
const known = new Map<string, Map<string, Stem>>()

/** The stems of words (in lower case, with their accents), by the Snowball dictionaries of Postgres. */
export async function stemsOf(
  reader: Pick<Reader, 'db'>,
  locale: string,
  words: readonly string[],
): Promise<ReadonlyMap<string, Stem>> {
  const language = languageOf(locale)
  const dictionary = dictionaries[language]
  const stems = cacheOf(language)
  const missing = [...new Set(words.filter((word) => !stems.has(word)))]
  if (missing.length === 0) return stems
  if (dictionary === undefined) {
    for (const word of missing) stems.set(word, { term: plainOf(word, language), common: false })
    return stems
  }
  const { rows } = await sql<{ word: string; lexemes: string[] | null }>`
    select word, ts_lexize(${`pg_catalog.${dictionary}_stem`}::regdictionary, word) as lexemes
    from unnest(${missing}::text[]) as word`.execute(reader.db)
  const asking = new Set(askingWords[language])
  for (const { word, lexemes } of rows)
    stems.set(word, {
      term: plainOf(lexemes?.[0] ?? word, language),
      common: lexemes?.length === 0 || asking.has(word),
    })
  return stems
}

function cacheOf(language: string): Map<string, Stem> {
  const before = known.get(language)
  if (before && before.size < limits.helpSearch.stemsKept) return before
  const stems = new Map<string, Stem>()
  known.set(language, stems)
  return stems
}
