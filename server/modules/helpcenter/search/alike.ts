import { sql } from 'kysely'
import type { Reader } from '#platform/work'
import { limits } from '../../../limits.ts'
import { distance, nearKeys, toleranceOf } from './near.ts'

export interface Alike {
  term: string
  share: number
  /** What it was taken to be a mistake for; undefined where it was none. */
  word?: string
}

interface Asked {
  locales: readonly string[]
  language: string
  /** All words of the question, and those of them that no article has. */
  plains: readonly string[]
  unknown: readonly string[]
}

interface Word {
  word: string
  term: string
  documents: number
}

// Languages that write several words as one.
const compounding = new Set(['de', 'nl', 'sv', 'da', 'nb', 'nn', 'no', 'fi', 'hu', 'is'])
const linking: Readonly<Record<string, readonly string[]>> = {
  de: ['', 's', 'es', 'n', 'en', 'er', 'e'],
  nl: ['', 's', 'en', 'e'],
  sv: ['', 's'],
  da: ['', 's', 'e'],
  nb: ['', 's', 'e'],
}
const mostOfMistyped = 0.8
const leastOfMistyped = 0.4
const partShare = 0.5
const compoundShare = 0.4
const shortestPart = 4
const shortestHead = 5

/** Words of the articles that may be meant by words of a question: mistyped ones, parts of compounds, compounds with them. */
export async function alikeOf(reader: Reader, asked: Asked): Promise<Map<string, Alike[]>> {
  const found = new Map<string, Alike[]>()
  const add = (word: string, alike: Alike[]) => found.set(word, [...(found.get(word) ?? []), ...alike])
  const splits = compounding.has(asked.language) ? asked.plains : asked.unknown
  for (const [word, parts] of await partsOf(reader, asked, splits)) add(word, parts)
  const mistyped = asked.unknown.filter((word) => !found.has(word))
  for (const [word, near] of await correctionsOf(reader, asked, mistyped)) add(word, near)
  if (compounding.has(asked.language))
    for (const [word, compounds] of await compoundsWith(reader, asked)) add(word, compounds)
  return found
}

async function correctionsOf(
  reader: Reader,
  { locales }: Asked,
  words: readonly string[],
): Promise<Map<string, Alike[]>> {
  const wrong = words.filter((word) => toleranceOf(word) > 0).slice(0, limits.helpSearch.corrected)
  if (wrong.length === 0) return new Map()
  const keys = [...new Set(wrong.flatMap(nearKeys))]
  const { rows } = await sql<Word>`
    select word, term, documents from help_search_word
    where near && ${keys}::text[] and store_id = ${reader.storeId} and locale = any(${[...locales]})
    order by documents desc limit ${limits.helpSearch.nearWords}`.execute(reader.db)
  return new Map(wrong.map((word) => [word, nearest(word, rows)]))
}

/** The nearest words; of those, what begins alike and what is frequent first. */
export function nearest(word: string, words: readonly Word[]): Alike[] {
  const most = toleranceOf(word)
  const close = words
    .map((each) => ({ ...each, away: distance(word, each.word, most) }))
    .filter(({ away, word: other }) => away <= most && toleranceOf(other) > 0)
  const least = Math.min(...close.map(({ away }) => away))
  const begins = (other: string) => (other[0] === word[0] ? 0 : 1)
  return close
    .filter(({ away }) => away === least)
    .toSorted((one, other) => begins(one.word) - begins(other.word) || other.documents - one.documents)
    .slice(0, limits.helpSearch.correctionsOfWord)
    .map(({ term, word: meant }) => ({ term, word: meant, share: sureness(word, least) }))
}

// One letter of ten is a slip, one of four may well be another word.
function sureness(word: string, away: number): number {
  return Math.min(mostOfMistyped, Math.max(leastOfMistyped, 1 - (2 * away) / word.length))
}

async function partsOf(
  reader: Reader,
  { locales, language }: Asked,
  words: readonly string[],
): Promise<Map<string, Alike[]>> {
  const long = words.filter((word) => word.length >= 2 * shortestPart && word.length <= 40 && /^\p{L}+$/u.test(word))
  const cuts = new Map(long.map((word) => [word, cutsOf(word, linking[language] ?? [''])]))
  const parts = [...new Set([...cuts.values()].flat(2))]
  if (parts.length === 0) return new Map()
  const { rows } = await sql<Word>`
    select word, term, documents from help_search_word
    where store_id = ${reader.storeId} and locale = any(${[...locales]}) and word = any(${parts})`.execute(reader.db)
  const known = new Map(rows.map((row) => [row.word, row.term]))
  const found = new Map<string, Alike[]>()
  for (const [word, all] of cuts) {
    const whole = all
      .filter((pair) => pair.every((part) => known.has(part)))
      // The most even cut is the likeliest one.
      .toSorted((one, other) => shortest(other) - shortest(one))[0]
    if (whole)
      found.set(
        word,
        whole.map((part) => ({ term: known.get(part) ?? part, share: partShare })),
      )
    else if (compounding.has(language)) {
      // What stands last says what it is: whoever asks for an order's invoice asks for an invoice.
      const last = all.map(([, end = '']) => end).find((end) => end.length >= shortestHead && known.has(end))
      if (last) found.set(word, [{ term: known.get(last) ?? last, share: compoundShare }])
    }
  }
  return found
}

function cutsOf(word: string, links: readonly string[]): string[][] {
  const cuts: string[][] = []
  for (let at = shortestPart; at <= word.length - shortestPart; at++)
    for (const link of links)
      if (word.slice(0, at).endsWith(link) && at - link.length >= shortestPart)
        cuts.push([word.slice(0, at - link.length), word.slice(at)])
  return cuts
}

function shortest(parts: readonly string[]): number {
  return Math.min(...parts.map(({ length }) => length))
}

async function compoundsWith(reader: Reader, { locales, plains }: Asked): Promise<Map<string, Alike[]>> {
  const heads = plains
    .filter((word) => word.length >= shortestPart && /^\p{L}+$/u.test(word))
    .slice(0, limits.helpSearch.compounded)
  if (heads.length === 0) return new Map()
  // A range in the order of bytes, so that the index is used whatever stands in it.
  const last = '\u{10FFFF}'
  const { rows } = await sql<Word & { part: string }>`
    select part, found.word, found.term, found.documents from unnest(${heads}::text[]) as part
    cross join unnest(${[...locales]}::text[]) as place
    cross join lateral (
      (select word, term, documents from help_search_word
        where store_id = ${reader.storeId} and locale = place and word > part and word < part || ${last}
        order by word limit ${limits.helpSearch.compounds})
      union all
      (select word, term, documents from help_search_word
        where store_id = ${reader.storeId} and locale = place and reverse(word) collate "C" > reverse(part) collate "C"
          and reverse(word) collate "C" < reverse(part) || ${last}
        order by reverse(word) collate "C" limit ${limits.helpSearch.compounds})
    ) as found
    where length(found.word) >= length(part) + 3`.execute(reader.db)
  return new Map(
    [...Map.groupBy(rows, (row) => row.part)].map(([part, compounds]) => [
      part,
      compounds.map(({ term }) => ({ term, share: compoundShare })),
    ]),
  )
}
