import { canonicalLocale } from '#platform/canonical-locale'
import { slugOf } from '../slugs.ts'
import type { BadRow } from '../tables.ts'
import { bad, type Imported, type ImportedArticle, type ImportedCategory, type ImportFile } from './imported.ts'
import { isWithin, readRows, textOf, translationOf, type Placed, type Row } from './read-desk.ts'

/**
 * Reads what Zendesk Guide gives out (`articles.json`, `sections.json`, `categories.json`, `translations.json`). Its sections are our
 * categories; where there are none, its categories are. Links between articles lead to ours, and their old addresses too.
 */
export function readZendesk(files: readonly ImportFile[], storeLocale: string): Imported {
  const wrong: BadRow[] = []
  const rows = readRows(files, ['articles', 'sections', 'categories', 'translations'], wrong)
  const of = (name: string, isIt: (row: Row) => boolean): Placed[] =>
    rows.filter((each) => each.name === name || (each.name === '' && isIt(each.row)))
  const translations = of('translations', (row) => 'source_id' in row)
  const articles = of('articles', (row) => 'section_id' in row && 'body' in row)
  const sections = of('sections', (row) => 'category_id' in row)
  const categories = of('categories', () => false)
  const translationsOf = (kind: string, id: string) =>
    translations.filter(
      ({ row }) => textOf(row.source_id) === id && textOf(row.source_type || kind).toLowerCase() === kind,
    )
  const places = sections.length > 0 ? sections : categories
  const kind = sections.length > 0 ? 'section' : 'category'
  const sectionOf = (article: Row) =>
    kind === 'section'
      ? textOf(article.section_id)
      : textOf(sections.find(({ row }) => textOf(row.id) === textOf(article.section_id))?.row.category_id)
  return {
    categories: places.flatMap(({ row }) => categoryOf(row, translationsOf(kind, textOf(row.id)), storeLocale)),
    articles: articles.flatMap((placed) =>
      articleOf(placed, translationsOf('article', textOf(placed.row.id)), { storeLocale, sectionOf, wrong }),
    ),
    bad: wrong,
  }
}

interface Around {
  storeLocale: string
  sectionOf(article: Row): string
  wrong: BadRow[]
}

function articleOf({ row, file }: Placed, others: readonly Placed[], around: Around): ImportedArticle[] {
  const { storeLocale, sectionOf, wrong } = around
  const reference = textOf(row.id)
  if (reference === '') {
    wrong.push(bad({ file }, 'id_missing', 'An article has no id.'))
    return []
  }
  const first = canonicalLocale(textOf(row.locale) || textOf(row.source_locale) || storeLocale) ?? storeLocale
  const own: Placed[] = others.some((each) => sameLocale(each.row.locale, first))
    ? []
    : [{ row: { ...row, locale: first }, file }]
  const translations = [...own, ...others].flatMap(({ row: fields, file: from }) => {
    const locale = canonicalLocale(textOf(fields.locale))
    if (!locale) {
      wrong.push(bad({ file: from, reference }, 'unknown_language', `${textOf(fields.locale)} is no language`))
      return []
    }
    const address = textOf(fields.html_url) || textOf(row.html_url)
    const read = translationOf(
      {
        locale: plainLocale(locale),
        title: textOf(fields.title),
        summary: '',
        keywords: labelsOf(row),
        html: textOf(fields.body),
        published: fields.draft !== true && row.draft !== true,
        oldSlugs: oldSlugs(reference, address),
        file: from,
      },
      { file: from, reference },
      { base: address || undefined, linkFor: (href) => (isWithin(href, address) ? linkFor(href) : undefined) },
      wrong,
    )
    return read ? [read] : []
  })
  const category = sectionOf(row)
  if (translations.length === 0) return []
  return [
    {
      reference,
      category: category === '' ? null : category,
      topic: null,
      position: typeof row.position === 'number' ? Math.max(0, Math.trunc(row.position)) : undefined,
      related: [],
      translations,
    },
  ]
}

function categoryOf(row: Row, others: readonly Placed[], storeLocale: string): ImportedCategory[] {
  const reference = textOf(row.id)
  const names = Object.fromEntries(
    [row, ...others.map((each) => each.row)].flatMap((each) => {
      const locale = canonicalLocale(textOf(each.locale) || storeLocale)
      const name = textOf(each.name) || textOf(each.title)
      if (!locale || name === '') return []
      const summary = (textOf(each.description) || textOf(each.body)).replaceAll(/<[^>]*>/g, '').slice(0, 300)
      return [[plainLocale(locale), { name: name.slice(0, 80), summary }]]
    }),
  )
  if (reference === '' || Object.keys(names).length === 0) return []
  return [{ reference, position: typeof row.position === 'number' ? row.position : undefined, names }]
}

/** `/hc/en-us/articles/360012345-Return-an-item` → `/help/en/articles/360012345-return-an-item`, which leads on to the article. */
function linkFor(href: string): string | undefined {
  const match = /\/hc\/([a-z]{2}(?:-[a-z]{2,4})?)\/articles\/(\d+)(-[^/?#]*)?/i.exec(href)
  if (!match) return undefined
  const [, locale = '', id = ''] = match
  return `/help/${plainLocale(canonicalLocale(locale) ?? 'en')}/articles/${id}`
}

function oldSlugs(id: string, address: string): string[] {
  const [, slug] = /\/articles\/([^/?#]+)/.exec(address) ?? []
  const whole = slug === undefined ? undefined : slugOf(decoded(slug))
  return [...new Set([slugOf(id), ...(whole === undefined ? [] : [whole])])]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

// Its American English is everybody's English.
function plainLocale(locale: string): string {
  return locale.toLowerCase() === 'en-us' ? 'en' : locale
}

function sameLocale(one: unknown, other: string): boolean {
  return canonicalLocale(textOf(one)) === other
}

function labelsOf({ label_names: labels }: Row): string[] {
  return Array.isArray(labels)
    ? labels
        .map(textOf)
        .filter((label) => label !== '')
        .slice(0, 30)
        .map((label) => label.slice(0, 60))
    : []
}
