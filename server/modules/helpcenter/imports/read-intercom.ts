import { canonicalLocale } from '#platform/canonical-locale'
import { slugOf } from '../slugs.ts'
import type { BadRow } from '../tables.ts'
import { bad, type Imported, type ImportedArticle, type ImportedCategory, type ImportFile } from './imported.ts'
import { isRow, isWithin, readRows, textOf, translationOf, type Placed, type Row } from './read-desk.ts'

/** Reads what Intercom's API gives out: articles with their translations, and collections, which are our categories. */
export function readIntercom(files: readonly ImportFile[], storeLocale: string): Imported {
  const wrong: BadRow[] = []
  const rows = readRows(files, ['data', 'articles', 'collections'], wrong)
  const isCollection = ({ name, row }: { name: string; row: Row }) =>
    name === 'collections' || row.type === 'collection' || (row.type !== 'article' && 'name' in row && !('body' in row))
  return {
    categories: rows.filter(isCollection).flatMap(({ row }) => categoryOf(row, storeLocale)),
    articles: rows.filter((each) => !isCollection(each)).flatMap((placed) => articleOf(placed, storeLocale, wrong)),
    bad: wrong,
  }
}

function articleOf({ row, file }: Placed, storeLocale: string, wrong: BadRow[]): ImportedArticle[] {
  const reference = textOf(row.id)
  if (reference === '') {
    wrong.push(bad({ file }, 'id_missing', 'An article has no id.'))
    return []
  }
  const first = canonicalLocale(textOf(row.default_locale) || storeLocale) ?? storeLocale
  const contents = new Map<string, Row>([[first, row]])
  for (const [tag, content] of Object.entries(isRow(row.translated_content) ? row.translated_content : {})) {
    const locale = canonicalLocale(tag)
    // The fields beside its languages are `type` and the like.
    if (locale && isRow(content) && textOf(content.title) !== '') contents.set(locale, content)
  }
  const translations = [...contents].flatMap(([locale, content]) => {
    const address = textOf(content.url) || textOf(row.url)
    const read = translationOf(
      {
        locale,
        title: textOf(content.title),
        summary: textOf(content.description),
        html: textOf(content.body),
        published: textOf(content.state || row.state) === 'published',
        oldSlugs: oldSlugs(reference, address),
        file,
      },
      { file, reference },
      { base: address || undefined, linkFor: (href) => (isWithin(href, address) ? linkFor(href) : undefined) },
      wrong,
    )
    return read ? [read] : []
  })
  const parent = textOf(row.parent_id)
  if (translations.length === 0) return []
  return [
    { reference, category: parent === '' ? null : parent, topic: null, position: undefined, related: [], translations },
  ]
}

function categoryOf(row: Row, storeLocale: string): ImportedCategory[] {
  const reference = textOf(row.id)
  const first = canonicalLocale(textOf(row.default_locale) || storeLocale) ?? storeLocale
  const own = { name: textOf(row.name).slice(0, 80), summary: textOf(row.description).slice(0, 300) }
  const names: ImportedCategory['names'] = own.name === '' ? {} : { [first]: own }
  for (const [tag, content] of Object.entries(isRow(row.translated_content) ? row.translated_content : {})) {
    const locale = canonicalLocale(tag)
    if (!locale || !isRow(content) || textOf(content.name) === '') continue
    names[locale] = { name: textOf(content.name).slice(0, 80), summary: textOf(content.description).slice(0, 300) }
  }
  if (reference === '' || Object.keys(names).length === 0) return []
  return [{ reference, position: typeof row.order === 'number' ? row.order : undefined, names }]
}

// `https://help.shop.test/en/articles/123-title`
const article = /\/([a-z]{2}(?:-[a-z]{2,4})?)\/articles\/(\d+)(-[^/?#]*)?/i

function linkFor(href: string): string | undefined {
  const match = article.exec(href)
  return match ? `/help/${canonicalLocale(match[1] ?? '') ?? 'en'}/articles/${match[2]}` : undefined
}

function oldSlugs(id: string, address: string): string[] {
  const [, , number = '', rest = ''] = article.exec(address) ?? []
  return [...new Set([slugOf(id), ...(number === '' ? [] : [slugOf(number + rest)])])]
}
