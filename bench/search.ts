import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import MiniSearch from 'minisearch'
import { indexDocument, searchHelp, suggestHelp } from '#modules/helpcenter'
import { createStore } from '#modules/stores'
import type { App } from '#platform/app'
import { anonymous } from '#platform/auth/actor'
import { read, transact, type Reader } from '#platform/work'
import { testApp, type TestApp } from '#testing/app'
import { seededRandom } from '#testing/seeded-random'
import { explainScreens } from './explain.ts'
import { openBench } from './open-bench.ts'
import { percentile } from './percentile.ts'
import { readSets, type SearchSet } from './search-sets.ts'

const seed = 20_260_302
const sizes = [10_000, 20_000] as const
const inTurn = 50

/** Mean reciprocal rank among the first ten, and how often a right one is among the first five. */
interface Quality {
  mrr: number
  hitAt5: number
}

/** `all` questions, and the two halves of them: numbers in the ranking were chosen on `chosen` and are judged on `held`. */
interface Judged {
  all: Quality
  chosen: Quality
  held: Quality
  p50: number
  p95: number
}

type ByEngine = Record<string, Judged>

interface Engine {
  name: string
  search(text: string): Promise<string[]>
}

export interface SearchFigures {
  seed: number
  sets: Record<string, ByEngine>
  /** The mean over the sets of their mean reciprocal rank. */
  means: Record<string, { all: number; chosen: number; held: number }>
  /** The first set among so many articles. */
  large: Record<string, ByEngine>
  largest: number
  /** A question typed letter by letter, among the most articles. */
  suggestions: { p50: number; p95: number }
  /** An article published once more, among the most articles: what its words take in the index. */
  indexing: { p50: number; p95: number }
}

/**
 * How well and how fast the help center is searched, beside Postgres' own ranking and minisearch in the same run. Undefined without
 * the public sets. Paraphrases of one thread, and sentences made of one template, are in both halves: they are no strangers to each other.
 */
export async function benchSearch(folder: string | undefined): Promise<SearchFigures | undefined> {
  const data = readSets(folder)
  if (!data) return undefined
  const bench = await openBench('search')
  try {
    const sets: SearchFigures['sets'] = {}
    for (const set of data.sets) {
      const app = await openStore()
      await fill(app, set.documents)
      sets[set.name] = await measure(app, set, set.documents)
      await app.close()
    }
    const [stack] = data.sets as [SearchSet]
    const documents = withDistractors(stack, data)
    const large: SearchFigures['large'] = {}
    let filled = 0
    for (const size of sizes) {
      await fill(bench.app, documents.slice(filled, size))
      filled = size
      large[size] = await measure(bench.app, stack, documents.slice(0, size))
    }
    await explain(bench.app, stack)
    return {
      seed,
      sets,
      means: meansOf(sets),
      large,
      largest: filled,
      suggestions: await timeSuggestions(bench.app, stack),
      indexing: await timeIndexing(bench.app, stack),
    }
  } finally {
    await bench.close()
  }
}

async function openStore(): Promise<TestApp> {
  const app = await testApp()
  await transact(app, { kind: 'system', name: 'bench' }, (work) =>
    createStore(work, {
      name: 'Bench',
      country: 'US',
      currency: 'USD',
      timeZone: 'America/New_York',
      supportEmail: 'help@store.test',
    }),
  )
  return app
}

/** The articles as published ones, as the help center keeps them, and besides as Postgres ranks texts by itself. */
async function fill(app: TestApp, documents: SearchSet['documents']): Promise<void> {
  await sql`create table if not exists bench_text (id text primary key, words tsvector)`.execute(app.db)
  await sql`create index if not exists bench_text_words on bench_text using gin (words)`.execute(app.db)
  for (let from = 0; from < documents.length; from += 500) {
    const some = documents.slice(from, from + 500)
    await transact(app, { kind: 'system', name: 'bench' }, async (work) => {
      const rows = JSON.stringify(some)
      await sql`insert into help_article (store_id, id, position, created_by, created_at, updated_at)
        select ${work.storeId}, id, 0, 'bench', ${work.now}, ${work.now}
        from json_to_recordset(${rows}::json) as each (id text)`.execute(work.db)
      await sql`insert into help_translation
          (store_id, article_id, locale, state, slug, title, summary, doc, published_version, published_at, updated_at)
        select ${work.storeId}, id, 'en', 'published', id, title, '', '{"type":"doc","content":[]}', 1, ${work.now}, ${work.now}
        from json_to_recordset(${rows}::json) as each (id text, title text)`.execute(work.db)
      await sql`insert into bench_text select id,
          setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', body), 'B')
        from json_to_recordset(${rows}::json) as each (id text, title text, body text)`.execute(work.db)
      for (const { id, title, body } of some)
        await indexDocument(work, { articleId: id, locale: 'en', title, summary: '', text: body })
    })
  }
  // What a database does by itself within its first minutes.
  for (const table of ['bench_text', 'help_translation', 'help_article', ...ownTables])
    await app.pool.query(`vacuum analyze ${table}`)
}

const ownTables = ['help_search_entry', 'help_search_posting', 'help_search_term', 'help_search_word']

async function measure(app: TestApp, set: SearchSet, documents: SearchSet['documents']): Promise<ByEngine> {
  const engines = [ours(app), textRank(app), miniSearch(documents), await miniSearchWithStems(app, set, documents)]
  // What is found, kept and compiled once: not what is measured.
  for (const { text } of set.queries.slice(0, 50)) for (const { search } of engines) await search(text)
  const seen = engines.map(() => [] as { place: number; half: 0 | 1; time: number }[])
  // Some questions go to each engine in turn, so that whatever else the machine does hits all of them. Not one by one: each would
  // begin with what the one before left behind, garbage of a whole index among it.
  for (let from = 0; from < set.queries.length; from += inTurn) {
    const some = set.queries.slice(from, from + inTurn)
    for (const [at, { search }] of engines.entries())
      for (const { text, relevant, half } of some) {
        const begin = performance.now()
        const ids = await search(text)
        const time = performance.now() - begin
        seen[at]?.push({ place: ids.findIndex((id) => relevant.has(id)), half, time })
      }
  }
  return Object.fromEntries(engines.map(({ name }, at) => [name, judge(seen[at] ?? [])]))
}

function judge(seen: readonly { place: number; half: 0 | 1; time: number }[]): Judged {
  const times = seen.map(({ time }) => time)
  return {
    all: qualityOf(seen),
    chosen: qualityOf(seen.filter(({ half }) => half === 0)),
    held: qualityOf(seen.filter(({ half }) => half === 1)),
    p50: percentile(times, 50),
    p95: percentile(times, 95),
  }
}

function qualityOf(seen: readonly { place: number }[]): Quality {
  const among = (most: number) => seen.filter(({ place }) => place >= 0 && place < most)
  return {
    mrr: round(among(10).reduce((sum, { place }) => sum + 1 / (place + 1), 0) / seen.length),
    hitAt5: round(among(5).length / seen.length),
  }
}

function ours(app: App): Engine {
  const reader = readerOf(app)
  return {
    name: 'ours',
    search: async (q) => (await searchHelp(reader, { q, locale: 'en' })).hits.map(({ articleId }) => articleId),
  }
}

/** Any of the words, by `ts_rank` with the length of the text reckoned in, titles above texts: the weights that do best. */
function textRank(app: App): Engine {
  return {
    name: 'Postgres ts_rank',
    async search(text) {
      const { rows } = await sql<{ id: string }>`
        select id from bench_text,
          (select replace(plainto_tsquery('english', ${text})::text, '&', '|')::tsquery as query) as asked
        where words @@ query order by ts_rank(words, query, 1) desc, id limit 10`.execute(app.db)
      return rows.map(({ id }) => id)
    },
  }
}

/** As it comes. */
function miniSearch(documents: SearchSet['documents']): Engine {
  const engine = new MiniSearch({ fields: ['title', 'body'] })
  engine.addAll(documents)
  return engineOf('minisearch', engine)
}

/** The best of its settings that we know: stems without stop words, the title twice. */
async function miniSearchWithStems(app: App, set: SearchSet, documents: SearchSet['documents']): Promise<Engine> {
  const words = new Set<string>()
  const collector = new MiniSearch({
    fields: ['title', 'body'],
    processTerm: (word) => {
      words.add(word.toLowerCase())
      return word
    },
  })
  collector.addAll(documents)
  for (const { text } of set.queries) collector.search(text)
  const { rows } = await sql<{ word: string; stem: string | null }>`
    select word, (ts_lexize('english_stem', word))[1] as stem from unnest(${[...words]}::text[]) as word`.execute(
    app.db,
  )
  const stems = new Map(rows.map(({ word, stem }) => [word, stem]))
  const engine = new MiniSearch({
    fields: ['title', 'body'],
    processTerm: (word) => stems.get(word.toLowerCase()),
    searchOptions: { boost: { title: 2 } },
  })
  engine.addAll(documents)
  return engineOf('minisearch with stems, title twice', engine)
}

function engineOf(name: string, engine: MiniSearch): Engine {
  const search = (text: string) => engine.search(text).slice(0, 10)
  return { name, search: async (text) => search(text).map(({ id }) => String(id)) }
}

/** A question typed letter by letter. */
async function timeSuggestions(app: App, set: SearchSet) {
  const reader = readerOf(app)
  const times: number[] = []
  for (const { text } of set.queries.filter((_query, at) => at % 50 === 0))
    for (let letters = 2; letters <= Math.min(text.length, 40); letters++) {
      const begin = performance.now()
      await suggestHelp(reader, { q: text.slice(0, letters), locale: 'en' })
      times.push(performance.now() - begin)
    }
  return { p50: percentile(times, 50), p95: percentile(times, 95) }
}

async function timeIndexing(app: App, set: SearchSet) {
  const times: number[] = []
  for (const { id, title, body } of set.documents) {
    const begin = performance.now()
    await transact(app, { kind: 'system', name: 'bench' }, (work) =>
      indexDocument(work, { articleId: id, locale: 'en', title, summary: '', text: body }),
    )
    times.push(performance.now() - begin)
  }
  return { p50: percentile(times, 50), p95: percentile(times, 95) }
}

async function explain(app: TestApp, { queries }: SearchSet): Promise<void> {
  const reader = readerOf(app)
  const q = queries[0]?.text ?? ''
  const { rows } = await app.pool.query<{ articles: string }>('select count(*) as articles from help_search_entry')
  const text = await explainScreens(app.connectionString, `Queries of a search, among ${rows[0]?.articles} articles`, [
    ['a question', () => searchHelp(reader, { q, locale: 'en' })],
    ['a question with a mistyped word', () => searchHelp(reader, { q: `${q} delviery`, locale: 'en' })],
    ['a question being typed', () => suggestHelp(reader, { q: q.slice(0, 20), locale: 'en' })],
  ])
  const folder = join(import.meta.dirname, 'results')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'explain-search.md'), text)
}

function readerOf(app: App): Reader {
  return read(app, anonymous)
}

/** Sentences about anything, and then texts of the sets' own words, drawn as often as they stand there. */
function withDistractors(
  set: SearchSet,
  { sets, sentences }: { sets: SearchSet[]; sentences: string[] },
): SearchSet['documents'] {
  const random = seededRandom(seed)
  const words = sets.flatMap(({ documents }) => documents.flatMap(({ title, body }) => `${title} ${body}`.split(/\s+/)))
  const some = (count: number) =>
    Array.from({ length: count }, () => words[Math.floor(random() * words.length)] ?? '').join(' ')
  const wanted = Math.max(...sizes) - set.documents.length
  const apart = sentences.slice(0, wanted).map((title, at) => ({ id: `far-${at}`, title, body: '' }))
  const made = Array.from({ length: wanted - apart.length }, (_each, at) => ({
    id: `made-${at}`,
    title: some(8),
    body: some(120),
  }))
  return [...set.documents, ...apart, ...made]
}

function meansOf(sets: SearchFigures['sets']): SearchFigures['means'] {
  const each = Object.values(sets)
  const mean = (engine: string, part: 'all' | 'chosen' | 'held') =>
    round(each.reduce((sum, set) => sum + (set[engine]?.[part].mrr ?? 0), 0) / each.length)
  return Object.fromEntries(
    Object.keys(each[0] ?? {}).map((engine) => [
      engine,
      { all: mean(engine, 'all'), chosen: mean(engine, 'chosen'), held: mean(engine, 'held') },
    ]),
  )
}

function round(share: number): number {
  return Math.round(share * 1_000) / 1_000
}
