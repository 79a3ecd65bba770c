import { parse, YAMLParseError } from 'yaml'
import * as z from 'zod'
import { canonicalLocale } from '#platform/canonical-locale'
import { HelpTopic } from '../contract.ts'
import { fromMarkdown } from '../document/from-markdown.ts'
import { lineOfKey, unknownForms } from '../document/policy-tokens.ts'
import { policyFaults } from '../document/policy-values.ts'
import { HelpDocument } from '../document/contract.ts'
import { walk } from '../document/walk.ts'
import type { BadRow } from '../tables.ts'
import { cleanText } from './clean-text.ts'
import { bad, type Imported, type ImportedArticle, type ImportedCategory, type ImportFile } from './imported.ts'
import { isTooLong } from './is-too-long.ts'
import { lossesOf } from './losses.ts'
import { addressOf, divide, placeOf, placesOf, type Places } from './markdown-files.ts'

const line = z.union([z.string(), z.number()]).transform((value) => cleanText(String(value)).trim())
const list = z.union([z.array(line), line.transform((text) => text.split(',').map((each) => each.trim()))])

/** What may stand between the dashes at the beginning of a file. */
const FrontMatter = z.strictObject({
  title: line.optional(),
  slug: line.optional(),
  locale: line.optional(),
  /** The same for all languages of an article; the file's own name unless given. */
  id: line.optional(),
  category: line.optional(),
  topic: HelpTopic.optional(),
  summary: line.optional(),
  keywords: list.optional(),
  related: list.optional(),
  position: z.int().min(0).max(100_000).optional(),
  state: z.enum(['draft', 'published']).optional(),
  redirect_from: list.optional(),
})
type FrontMatter = z.infer<typeof FrontMatter>

const Categories = z.array(
  z.strictObject({
    slug: line,
    position: z.int().min(0).max(100_000).optional(),
    names: z.record(z.string(), z.strictObject({ name: line, summary: line.optional() })),
  }),
)

/**
 * Reads Markdown files with front matter. Files that differ only in a folder or an ending for the language (`en/return.md`,
 * `return.de.md`) are one article. `categories.yaml` names categories in their languages. Links to other files (`refund.md`) lead
 * to their articles.
 * @param storeLocale the language of files that say none
 */
export function readMarkdown(files: readonly ImportFile[], storeLocale: string): Imported {
  const articles = new Map<string, ImportedArticle>()
  const imported: Imported = { categories: [], articles: [], bad: [] }
  const isCategories = ({ name }: ImportFile) => /(^|\/)categories\.ya?ml$/i.test(name)
  const around = {
    storeLocale,
    articles,
    wrong: imported.bad,
    places: placesOf(
      files.filter((file) => !isCategories(file)),
      storeLocale,
    ),
  }
  for (const file of files) {
    if (isCategories(file)) imported.categories.push(...readCategories(file, imported.bad))
    else readArticle(file, around)
  }
  imported.articles = [...articles.values()]
  return imported
}

interface Around {
  storeLocale: string
  articles: Map<string, ImportedArticle>
  wrong: BadRow[]
  /** Where links from one file to another lead. */
  places: Places
}

function readArticle(file: ImportFile, { storeLocale, articles, wrong, places }: Around): void {
  const parts = divide(file.text)
  const front = readFront(file, parts.front, wrong)
  if (!front) return
  const place = placeOf(file.name)
  const reference = front.id ?? place.key
  const refuse = (code: string, reason: string, at: number | null = null) =>
    void wrong.push(bad({ file: file.name, line: at, reference }, code, reason))
  const locale = canonicalLocale(front.locale ?? place.locale ?? storeLocale)
  if (!locale) return refuse('unknown_language', `locale: ${front.locale} is no language`, 1)
  if (isTooLong(parts.body)) return refuse('too_long', 'This is longer than an article can be.', null)
  const [form] = unknownForms(parts.body)
  if (form)
    return refuse('unknown_policy_form', `A rule cannot be said as ${form.form}.`, parts.bodyLine + form.line - 1)
  const {
    doc,
    losses,
    title: heading,
  } = fromMarkdown(parts.body, {
    linkFor: (href) => addressOf(places, { href, from: file.name, locale }),
  })
  const title = front.title ?? heading
  if (!title) return refuse('title_missing', 'There is no title: put one between the dashes, or begin with # Title.', 1)
  const [fault] = policyFaults(doc)
  if (fault) {
    const node = [...walk(doc)].find(({ path }) => path === fault.path)?.node
    const key = node?.type === 'policyValue' ? node.attrs.key : ''
    return refuse('unknown_policy_key', fault.message, parts.bodyLine + lineOfKey(parts.body, key) - 1)
  }
  const parsed = HelpDocument.safeParse(doc)
  if (!parsed.success)
    return refuse('not_readable', parsed.error.issues[0]?.message ?? 'This cannot be kept.', parts.bodyLine)
  const article = articles.get(reference) ?? emptyArticle(reference)
  if (article.translations.some((each) => each.locale === locale))
    return refuse('twice', `There is another file for ${reference} in ${locale}.`)
  wrong.push(...lossesOf(losses, { file: file.name, line: parts.bodyLine, reference }))
  articles.set(reference, {
    ...article,
    category: article.category ?? front.category ?? null,
    topic: article.topic ?? front.topic ?? null,
    position: article.position ?? front.position,
    related: article.related.length > 0 ? article.related : (front.related ?? []),
    translations: [
      ...article.translations,
      {
        locale,
        title,
        slug: front.slug,
        summary: front.summary ?? '',
        keywords: front.keywords ?? [],
        doc: parsed.data,
        published: front.state !== 'draft',
        oldSlugs: front.redirect_from ?? [],
        file: file.name,
        line: null,
      },
    ],
  })
}

function emptyArticle(reference: string): ImportedArticle {
  return { reference, category: null, topic: null, position: undefined, related: [], translations: [] }
}

function readFront(file: ImportFile, text: string, wrong: BadRow[]): FrontMatter | undefined {
  const read = readYaml(file, text, wrong)
  if (!read) return undefined
  const front = FrontMatter.safeParse(read.value ?? {})
  if (front.success) return front.data
  const [issue] = front.error.issues
  const name = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : (issue?.path.join('.') ?? '')
  const at = text.split('\n').findIndex((each) => each.startsWith(`${name.split(/[.,]/)[0]}:`))
  const reason = issue?.code === 'unrecognized_keys' ? 'is not known here' : (issue?.message ?? 'is wrong')
  wrong.push(bad({ file: file.name, line: at === -1 ? 1 : at + 2 }, 'front_matter_wrong', `${name} ${reason}`))
  return undefined
}

function readCategories(file: ImportFile, wrong: BadRow[]): ImportedCategory[] {
  const read = readYaml(file, file.text, wrong)
  if (!read) return []
  const parsed = Categories.safeParse(read.value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    wrong.push(bad({ file: file.name }, 'categories_wrong', `${issue?.path.join('.')} ${issue?.message}`))
    return []
  }
  return parsed.data.map(({ slug, position, names }) => ({
    reference: slug,
    slug,
    position,
    names: Object.fromEntries(
      Object.entries(names).map(([locale, { name, summary }]) => [locale, { name, summary: summary ?? '' }]),
    ),
  }))
}

function readYaml(file: ImportFile, text: string, wrong: BadRow[]): { value: unknown } | undefined {
  try {
    return { value: parse(text, { maxAliasCount: 0, prettyErrors: true }) as unknown }
  } catch (error) {
    const at = error instanceof YAMLParseError ? (error.linePos?.[0].line ?? 1) : 1
    const [reason = ''] = error instanceof Error ? error.message.split('\n') : []
    wrong.push(bad({ file: file.name, line: at + (text === file.text ? 0 : 1) }, 'front_matter_wrong', reason))
    return undefined
  }
}
