import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDesk, type SmallDesk } from '#testing/small-desk'
import { noValue, policyValues } from '../document/policy-values.ts'
import { walk } from '../document/walk.ts'
import { slugOf } from '../slugs.ts'
import type { Imported, ImportFile } from './imported.ts'
import { readMarkdown } from './read-markdown.ts'
import { starterFiles } from './starter-set.ts'

let desk: SmallDesk
let files: ImportFile[]
let set: Imported
let first: Record<string, unknown>
beforeAll(async () => {
  desk = await openDesk({ now: '2026-03-02T15:00:00Z' })
  files = await starterFiles()
  set = readMarkdown(files, 'en')
  first = await load()
})
afterAll(async () => desk?.close())

const locales = ['en', 'de', 'es', 'fr', 'ar']
const unit =
  '(?:%|percent|(?:business |staffed )?(?:day|hour|minute|week|month)s?|Prozent|(?:Werk|Arbeits)?tage?n?|Stunden?|Minuten?|Wochen?|Monate?n?|días?|horas?|minutos?|semanas?|mes(?:es)?|jours?|heures?|minutes?|semaines?|mois|يوم|أيام|ساع|دقيق|دقائق|أسبوع|شهر)'
const counted =
  '(?:\\d[\\d.,]*|two|three|four|five|six|seven|ten|fourteen|thirty|zwei|drei|vier|fünf|sieben|zehn|dreißig|dos|tres|cinco|siete|diez|deux|trois|cinq|sept|dix|trente|ثلاث\\S*|خمس\\S*|سبع\\S*|عشر\\S*)'
const typed = new RegExp(`(?<![\\p{L}\\d])${counted}[\\s-]*${unit}|[$€£]\\s*\\d|\\d\\s*(?:[$€£]|USD|EUR)`, 'iu')

async function load() {
  const answer = await desk.as('lee').send('POST', '/help-imports?source=starter&publish=true')
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
  return answer.body as Record<string, unknown>
}
const translations = () => set.articles.flatMap((article) => article.translations)

describe('the starter set', () => {
  it('is read without a fault, each article in English with a category, a topic it knows, and what is related', () => {
    expect(set.bad).toEqual([])
    const known = new Set(set.articles.map(({ reference }) => reference))
    const categories = new Set(set.categories.map(({ reference }) => reference))
    for (const { reference, category, topic, related, translations: languages } of set.articles) {
      expect([reference, categories.has(category ?? ''), topic !== null]).toEqual([reference, true, true])
      expect([reference, related.filter((each) => !known.has(each))]).toEqual([reference, []])
      expect([reference, languages.map(({ locale }) => locale)]).toEqual([reference, expect.arrayContaining(['en'])])
      for (const each of languages) {
        expect([each.file, each.slug !== undefined, each.keywords.length > 2]).toEqual([each.file, true, true])
        expect([each.file, each.summary.length > 30 && each.summary.length < 200]).toEqual([each.file, true])
      }
    }
    for (const { names } of set.categories) expect(Object.keys(names)).toEqual(locales)
  })

  it('says every number of a rule by its key, and none by hand', async () => {
    for (const { name, text } of files) {
      const [found] = typed.exec(text.replaceAll(/\{\{.*?\}\}/g, '')) ?? []
      expect([name, found]).toEqual([name, undefined])
    }
    const said = new Map(
      await Promise.all(locales.map(async (locale) => [locale, await policyValues(desk.reader(), locale)] as const)),
    )
    for (const { doc, file, locale } of translations())
      for (const { node } of walk(doc)) {
        if (node.type === 'text') expect([file, node.text]).toEqual([file, expect.not.stringContaining('{{')])
        if (node.type !== 'policyValue') continue
        const words = said.get(locale)?.(node.attrs.key, node.attrs.as)
        expect([file, node.attrs.key, words]).not.toEqual([file, node.attrs.key, noValue])
        expect([file, node.attrs.key, words]).toEqual([file, node.attrs.key, expect.stringMatching(/\p{N}/u)])
      }
  })

  it('is there with one command, published, and the same once more changes nothing', async () => {
    expect(first).toMatchObject({ source: 'starter', created: translations().length, bad: [] })
    expect(await load()).toMatchObject({ created: 0, updated: 0, kept: 0, unchanged: translations().length, bad: [] })
  })

  it('has a home page with its categories in each language', async () => {
    for (const locale of locales) {
      const home = await desk.as('anonymous').call('GET /help/home', { locale })
      expect(home).toMatchObject({ locale, languages: locales.toSorted() })
      expect(home.categories.map(({ name }: { name: string }) => name)).toEqual(
        set.categories.map(({ names }) => names[locale]?.name),
      )
      expect(home.categories.every(({ first: links }: { first: unknown[] }) => links.length > 0)).toBe(true)
    }
  })

  it('links to pages that there are', async () => {
    const portal =
      /^\/(?:orders|returns|contact|call|sign-in|forgot-password|find-order|gift-return|withdraw|inbox|account(?:\/security|\/data|\/payments)?)$/
    const slugs = new Set(translations().map(({ slug }) => slugOf(slug ?? '')))
    for (const { doc, file } of translations())
      for (const { node } of walk(doc))
        for (const mark of 'marks' in node ? (node.marks ?? []) : []) {
          if (mark.type !== 'link' || portal.test(mark.attrs.href)) continue
          const [, slug = ''] = /^\/help\/\w+\/articles\/([^/]+)$/.exec(mark.attrs.href) ?? []
          expect([file, mark.attrs.href, slugs.has(slug)]).toEqual([file, mark.attrs.href, true])
        }
    // An article that is not translated is read in English by the same address.
    const page = await desk.as('anonymous').call('GET /help/articles/:slug', { slug: 'package-is-late', locale: 'de' })
    expect(page).toMatchObject({ locale: 'en', title: 'My package is late' })
  })

  it.each([
    ['en', 'forgot pasword', 'forgot-password'],
    ['en', 'where is my pakage', 'where-is-my-order'],
    ['en', 'says delivered but not here', 'delivered-but-not-here'],
    ['en', 'how long does a refund take', 'when-is-my-money-back'],
    ['en', 'talk to a human', 'talk-to-a-person'],
    ['de', 'passwort vergesen', 'passwort-vergessen'],
    ['es', 'olvide contrasena', 'olvide-mi-contrasena'],
    ['fr', 'ou est mon colis', 'ou-est-ma-commande'],
    ['ar', 'نسيت كلمة السر', 'نسيت-كلمة-المرور'],
  ])('is found: %s “%s”', async (locale, q, slug) => {
    const { data } = await desk.as('anonymous').call('GET /help/search', { q, locale })
    expect(data.map((each: { slug: string }) => each.slug).slice(0, 3)).toContain(slug)
  })
})
