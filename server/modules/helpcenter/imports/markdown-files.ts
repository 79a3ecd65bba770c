import { posix } from 'node:path'
import { canonicalLocale } from '#platform/canonical-locale'
import { slugOf } from '../slugs.ts'
import type { ImportFile } from './imported.ts'

/** Addresses of the articles in some files, by what an article is called and its language. */
export type Places = ReadonlyMap<string, ReadonlyMap<string, string>>

/** Where each file's article will stand: its own address, or the one that its title gives. */
export function placesOf(files: readonly ImportFile[], storeLocale: string): Places {
  const places = new Map<string, Map<string, string>>()
  for (const { name, text } of files) {
    const { front, body } = divide(text)
    const place = placeOf(name)
    const locale = canonicalLocale(lineOf(front, 'locale') ?? place.locale ?? storeLocale)
    const chosen = lineOf(front, 'slug') ?? lineOf(front, 'title') ?? /^\s*#[ \t]+(.+)/.exec(body)?.[1]
    if (!locale || chosen === undefined) continue
    const slugs = places.get(place.key) ?? new Map<string, string>()
    places.set(place.key, slugs.set(locale, slugOf(chosen)))
  }
  return places
}

/** Where a link to another file (`refund.md`, `../de/refund.md`) leads for readers of a language; undefined where it is no such link. */
export function addressOf(
  places: Places,
  { href, from, locale }: { href: string; from: string; locale: string },
): string | undefined {
  const [, file] = /^([^:?#]+\.(?:md|markdown))(?:#.*)?$/i.exec(href) ?? []
  if (file === undefined || file.startsWith('/')) return undefined
  const { key } = placeOf(posix.join(posix.dirname(from.replaceAll('\\', '/')), decoded(file)))
  const slugs = places.get(key)
  // An address of another language leads to the article in the reader's, as soon as there is one.
  const slug = slugs?.get(locale) ?? slugs?.values().next().value
  return slug === undefined ? undefined : `/help/${locale}/articles/${slug}`
}

/** What stands between dashes at the beginning, and the rest with the line at which it begins. */
export function divide(text: string): { front: string; body: string; bodyLine: number } {
  const whole = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')
  const match = /^---[ \t]*\n([\s\S]*?)(?:^|\n)---[ \t]*(?:\n|$)/.exec(whole)
  if (!match) return { front: '', body: whole, bodyLine: 1 }
  return {
    front: match[1] ?? '',
    body: whole.slice(match[0].length),
    bodyLine: match[0].split('\n').length,
  }
}

/** The language that a file's folder or ending names, and what its article is called without it. */
export function placeOf(name: string): { key: string; locale: string | undefined } {
  const parts = name
    .replaceAll('\\', '/')
    .replace(/\.(?:md|markdown)$/i, '')
    .split('/')
    .filter((part) => part !== '')
  const last = parts.pop() ?? ''
  const [, base = last, ending] = /^(.+)\.([a-z]{2,3}(?:[-_][A-Za-z]{2,4})?)$/.exec(last) ?? []
  const folder = parts.findIndex((part) => /^[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?$/.test(part) && canonicalLocale(part))
  const locale = ending ?? (folder === -1 ? undefined : parts[folder])
  const rest = ending === undefined && folder !== -1 ? parts.toSpliced(folder, 1) : parts
  return { key: [...rest, base].join('/'), locale }
}

// A look ahead at one line; what is wrong with it is said when the file itself is read.
function lineOf(front: string, name: string): string | undefined {
  const [, value = ''] = new RegExp(`^${name}:(.*)$`, 'm').exec(front) ?? []
  return value.trim().replaceAll(/^(["'])(.*)\1$/g, '$2') || undefined
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
