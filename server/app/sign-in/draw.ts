import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { escapeHtml } from '#platform/escape-html'
import { type Language, type Words, words } from './words.ts'

/** One plain page: a heading, a few words, one form, and where to go otherwise. */
export interface PlainPage {
  title: (words: Words) => string
  detail?: (words: Words) => string
  trouble?: string | undefined
  form?: { action: string; fields: Field[]; hidden?: Record<string, string>; buttons: Button[] }
  links?: { href: string; text: (words: Words) => string; isButton?: boolean }[]
  /** What stands in the words as {email} and {minutes}. */
  values?: Record<string, string>
}

export interface Field {
  name: string
  label: (words: Words) => string
  type: 'email' | 'password' | 'text'
  autoComplete: string
  value?: string
  hint?: (words: Words) => string
  isCode?: boolean
}

interface Button {
  text: (words: Words) => string
  value?: string
  isQuiet?: boolean
}

export type DrawPage = (page: PlainPage, as: { language: Language; store: string; isTakenOver: boolean }) => string

/**
 * Makes what draws the plain pages in the portal's own style. A page that is opened brings the portal's script along, which takes
 * over where it runs; one that answers a form stays as it is.
 */
export function pageDrawer(folder: string): DrawPage {
  const file = join(folder, 'shopper/index.html')
  const template = existsSync(file)
    ? readFileSync(file, 'utf8')
    : '<!doctype html><html lang="en"><head><meta charset="utf-8" /><meta name="viewport" content="width=device-width, initial-scale=1" /><title></title></head><body><div id="app"></div></body></html>'
  return (page, { language, store, isTakenOver }) => {
    const say = (text: ((words: Words) => string) | undefined) => fill(text?.(words[language]) ?? '', page.values)
    const whole = template
      .replace('<html lang="en">', `<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`)
      .replace(/<title>[^<]*<\/title>/, () => `<title>${say(page.title)} · ${escapeHtml(store)}</title>`)
      .replace(
        /<div id="app">[\s\S]*?(?=<noscript>|<script|<\/body>)/,
        () => `<div id="app">${bodyOf(page, say, language, store)}</div>`,
      )
      .replace(/<noscript>[\s\S]*?<\/noscript>/, '')
    return isTakenOver
      ? whole
      : whole.replaceAll(/<script type="module"[^>]*><\/script>|<link rel="modulepreload"[^>]*>/g, '')
  }
}

type Say = (text: ((words: Words) => string) | undefined) => string

function bodyOf(page: PlainPage, say: Say, language: Language, store: string): string {
  return `<div class="flex min-h-dvh flex-col">
<header class="border-b border-line bg-surface"><div class="mx-auto flex min-h-16 max-w-5xl flex-wrap items-center gap-x-3 px-4 sm:px-6"><a href="/" class="flex min-h-11 min-w-0 flex-[1_1_2rem] items-center gap-2.5 text-lg font-[640] tracking-tight text-ink no-underline"><img src="/mark.svg" alt="" width="32" height="32" /><bdi class="truncate">${escapeHtml(store)}</bdi></a><a href="/help/${language}" class="link inline-flex min-h-11 items-center">${say((text) => text.help)}</a></div></header>
<main id="content" class="mx-auto w-full max-w-5xl flex-1 px-4 pt-6 pb-16 outline-none sm:px-6 sm:pt-10">
<section class="rounded-xl border border-line bg-surface shadow-card mx-auto grid max-w-md gap-5 p-6 sm:p-8">
<div class="grid gap-1.5"><h1 class="text-2xl">${say(page.title)}</h1>${page.detail ? `<p class="text-soft">${say(page.detail)}</p>` : ''}</div>
${page.trouble ? `<p role="alert" class="rounded-lg bg-bad-wash px-4 py-3 text-ink">${escapeHtml(page.trouble)}</p>` : ''}
${page.form ? formOf(page.form, say) : ''}
${linksOf(page.links ?? [], say)}
</section></main></div>`
}

function formOf({ action, fields, hidden = {}, buttons }: NonNullable<PlainPage['form']>, say: Say): string {
  const kept = Object.entries(hidden).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}" />`,
  )
  const shown = buttons.map(
    ({ text, value, isQuiet }) =>
      `<button type="submit"${value ? ` name="way" value="${value}"` : ''}${isQuiet ? ' formnovalidate' : ''} class="${isQuiet ? quietClass : primaryClass}">${say(text)}</button>`,
  )
  return `<form method="post" action="${action}" class="grid gap-5">${kept.join('')}${fields.map((field) => fieldOf(field, say)).join('')}${shown.join('')}</form>`
}

function fieldOf({ name, label, type, autoComplete, value, hint, isCode }: Field, say: Say): string {
  const hinted = hint ? ` aria-describedby="${name}-hint"` : ''
  const code = isCode ? ' inputmode="text" dir="ltr" maxlength="20"' : ''
  return `<div class="grid gap-1.5"><label for="${name}" class="text-sm font-[560] text-ink">${say(label)}</label><input id="${name}" name="${name}" type="${type}" autocomplete="${autoComplete}" value="${escapeHtml(value ?? '')}" required${code}${hinted} class="${inputClass}" />${hint ? `<p id="${name}-hint" class="text-sm text-soft">${say(hint)}</p>` : ''}</div>`
}

function linksOf(links: NonNullable<PlainPage['links']>, say: Say): string {
  const plain = links.filter(({ isButton }) => !isButton)
  return [
    ...links
      .filter(({ isButton }) => isButton)
      .map(({ href, text }) => `<a href="${href}" class="${primaryClass}">${say(text)}</a>`),
    plain.length > 0
      ? `<p class="grid gap-1 border-t border-line pt-4 text-[0.9375rem] text-soft">${plain.map(({ href, text }) => `<a href="${href}" class="link inline-flex min-h-11 items-center">${say(text)}</a>`).join('')}</p>`
      : '',
  ].join('')
}

function fill(text: string, values: Record<string, string> = {}): string {
  return escapeHtml(text).replaceAll(
    /\{(\w+)\}/g,
    (_all, name: string) => `<bdi>${escapeHtml(values[name] ?? '')}</bdi>`,
  )
}

const inputClass =
  'w-full min-w-0 rounded-md border border-edge bg-surface px-3.5 py-2.5 text-base text-ink placeholder:text-faint transition-colors hover:border-ink focus-visible:border-accent aria-invalid:border-bad'
const button =
  'inline-flex items-center justify-center border text-center font-[560] leading-tight no-underline select-none transition-[background-color,border-color,filter]'
const primaryClass = `${button} bg-accent text-on-accent border-transparent hover:bg-accent-strong active:bg-accent-strong min-h-13 px-6 py-3 text-base rounded-lg gap-2.5 w-full`
const quietClass = `${button} bg-transparent text-accent-ink border-transparent hover:bg-accent-wash active:bg-accent-wash min-h-11 px-4 py-2 text-[0.9375rem] rounded-md gap-2`
