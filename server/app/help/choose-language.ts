import { canonicalLocale } from '#platform/canonical-locale'
import type { FastifyRequest } from 'fastify'

/**
 * The language of a page that the server draws for whoever asks for it: what was chosen at the foot of a screen says more than what the
 * browser asks for. Such a page varies by `Accept-Language` and `Cookie`.
 */
export function languageOfReader(request: FastifyRequest, written: readonly string[]): string | undefined {
  const wanted = [request.cookies.language, request.headers['accept-language']].filter(Boolean).join(',')
  return chooseLanguage(wanted.slice(0, 500), written)
}

/** The language of a reader who names none: the first one of the browser's that something is written in. */
export function chooseLanguage(accepted: string | undefined, written: readonly string[]): string | undefined {
  for (const wanted of inOrder(accepted ?? '')) {
    const found =
      written.find((each) => each === wanted) ?? written.find((each) => languageOf(each) === languageOf(wanted))
    if (found) return found
  }
  return undefined
}

/** Whether a part of an address is a language at all. */
export function isLanguage(tag: string): boolean {
  const locale = /^[a-z]{2,3}([-_][a-z0-9]{2,8})*$/i.test(tag) ? canonicalLocale(tag) : undefined
  return (
    locale !== undefined &&
    new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(languageOf(locale)) !== undefined
  )
}

const languageOf = (tag: string) => tag.split('-')[0] ?? tag

function inOrder(accepted: string): string[] {
  return accepted
    .split(',')
    .slice(0, 20)
    .map((part) => {
      const [tag = '', ...options] = part.trim().split(';')
      const weight = options.map((each) => /^\s*q=([\d.]+)/.exec(each)?.[1]).find(Boolean)
      return { tag: canonicalLocale(tag), weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter(({ tag, weight }) => tag !== undefined && weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map(({ tag }) => tag as string)
}
