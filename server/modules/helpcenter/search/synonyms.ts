import { sql } from 'kysely'
import type { Reader } from '#platform/work'
import { limits } from '../../../limits.ts'
import type { LanguageGroup } from './languages.ts'
import { shopWords } from './shop-words.ts'
import { stemsOf } from './stems.ts'
import { languageOf, tokensOf } from './tokens.ts'

/** What else is looked for where somebody says this. */
export interface Synonym {
  /** The terms that have to stand there, in this order. */
  said: string[]
  /** The other ways to say it. */
  also: string[][]
  /** How much the other ways count, of 1. */
  share: number
}

/** By the first term that is said. */
export type Synonyms = ReadonlyMap<string, readonly Synonym[]>

const ownShare = 0.8
const commonShare = 0.7

const kept = new Map<string, { stamp: string; synonyms: Synonyms }>()

/** Words that mean the same in some languages of one kind: the store's own and those of any store. Read anew where they changed. */
export async function synonymsOf(
  reader: Reader,
  { locales, synonymStamp: stamp }: Pick<LanguageGroup, 'locales' | 'synonymStamp'>,
): Promise<Synonyms> {
  const [locale = 'en'] = locales
  const key = `${reader.storeId} ${locales.join(' ')}`
  const before = kept.get(key)
  if (before?.stamp === stamp) return before.synonyms
  const { rows: own } = await sql<{ words: string[] }>`
    select words from help_synonym where store_id = ${reader.storeId} and locale = any(${[...locales]})
    order by id limit ${limits.helpcenter.synonyms}`.execute(reader.db)
  const groups = [
    ...own.map(({ words }) => ({ words, share: ownShare })),
    ...groupsOf(shopWords[languageOf(locale)] ?? '').map((words) => ({ words, share: commonShare })),
  ]
  const synonyms = await byFirstTerm(reader, locale, groups)
  if (kept.size >= limits.helpSearch.synonymSetsKept) kept.clear()
  kept.set(key, { stamp, synonyms })
  return synonyms
}

function groupsOf(lines: string): string[][] {
  return lines
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.split(',').map((words) => words.trim()))
}

async function byFirstTerm(
  reader: Reader,
  locale: string,
  groups: readonly { words: readonly string[]; share: number }[],
): Promise<Synonyms> {
  const tokens = groups.map(({ words, share }) => ({ share, phrases: words.map((each) => tokensOf(each, locale)) }))
  const stems = await stemsOf(
    reader,
    locale,
    tokens.flatMap(({ phrases }) => phrases.flat().map(({ word }) => word)),
  )
  const byTerm = new Map<string, Synonym[]>()
  for (const { phrases, share } of tokens) {
    const said = phrases.map((phrase) => phrase.map(({ word, plain }) => stems.get(word)?.term ?? plain))
    for (const [index, each] of said.entries()) {
      const [first] = each
      if (first === undefined) continue
      const synonym = { said: each, also: said.filter((_other, at) => at !== index), share }
      byTerm.set(first, [...(byTerm.get(first) ?? []), synonym])
    }
  }
  return byTerm
}
