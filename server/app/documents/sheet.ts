import { escapeHtml } from '#platform/escape-html'
import { localeToWriteIn } from '#platform/canonical-locale'
import { formatMoney, type Money } from '#platform/money'
import { type Language, type Words, words } from './words.ts'

/** What a document says, whichever it is. Texts are plain; whoever draws makes them harmless. */
export interface Sheet {
  title: string
  firm: string
  facts: [name: string, value: string][]
  to: string[]
  from: string[]
  lines: SheetLine[]
  net: Money | null
  tax: Money | null
  gross: Money
  taxes: { rate: number | null; net: Money; tax: Money; gross: Money }[]
  money: { text: string; amount: Money }[]
  notes: string[]
  /** A way on that is not printed. */
  links: { href: string; text: string }[]
}

export interface SheetLine {
  title: string
  detail: string
  quantity: number
  /** In percent; null where the amounts do not show one. */
  rate: number | null
  net: Money | null
  tax: Money | null
  gross: Money
}

export interface Writing {
  language: Language
  locale: string
  timeZone: string
}

/** In which of our languages a document is written, and how its dates and amounts read. */
export function writingOf(locale: string, timeZone: string): Writing {
  const language = (locale.toLowerCase().split(/[-_]/)[0] ?? '') as Language
  return Object.hasOwn(words, language)
    ? { language, locale: language === 'ar' ? 'ar-u-nu-latn' : localeToWriteIn(locale), timeZone }
    : { language: 'en', locale: 'en-US', timeZone }
}

export function dayOf({ locale, timeZone }: Writing, at: string): string {
  return new Date(at).toLocaleDateString(locale, { dateStyle: 'long', timeZone })
}

/** Draws a sheet as a whole page, which needs no script. */
export function drawSheet(sheet: Sheet, writing: Writing): string {
  const say = words[writing.language]
  const amount = (money: Money) =>
    `<span class="money"><bdi dir="ltr">${escapeHtml(formatMoney(money, writing.locale).replaceAll('\u200f', ''))}</bdi></span>`
  const told = (money: Money | null) => (money ? amount(money) : `<span class="told">${say.notTold}</span>`)
  const rate = ({ rate: percent, tax }: { rate: number | null; tax: Money | null }) =>
    tax === null
      ? '–'
      : percent === null
        ? say.byAmounts
        : (percent / 100).toLocaleString(writing.locale, { style: 'percent', maximumFractionDigits: 3 })
  const cell = (name: string, html: string) => `<td data-name="${escapeHtml(name)}">${html}</td>`
  const whole = (name: string, money: Money | null) => (money ? cell(name, amount(money)) : '<td class="none"></td>')
  const rows = sheet.lines.map(
    (line) =>
      `<tr><td><bdi>${escapeHtml(line.title)}</bdi>${line.detail ? `<small><bdi>${escapeHtml(line.detail)}</bdi></small>` : ''}</td>${cell(say.quantity, `<span>${line.quantity || '–'}</span>`)}${cell(say.rate, `<span>${rate(line)}</span>`)}${cell(say.net, told(line.net))}${cell(say.tax, told(line.tax))}${cell(say.gross, amount(line.gross))}</tr>`,
  )
  const taxes = sheet.taxes.map(
    (each) =>
      `<tr class="tax"><th scope="row" colspan="2">${say.includedTax}</th>${cell(say.rate, `<span>${rate(each)}</span>`)}${cell(say.net, amount(each.net))}${cell(say.tax, amount(each.tax))}${cell(say.gross, amount(each.gross))}</tr>`,
  )
  const total = `<tr><th scope="row" colspan="3">${say.total}</th>${whole(say.net, sheet.net)}${whole(say.tax, sheet.tax)}${cell(say.gross, amount(sheet.gross))}</tr>`
  const heads = (['item', 'quantity', 'rate', 'net', 'tax', 'gross'] as const).map(
    (name) => `<th scope="col">${say[name]}</th>`,
  )
  return page(
    writing.language,
    sheet.title,
    linksOf(sheet.links),
    `<p class="firm"><bdi>${escapeHtml(sheet.firm)}</bdi></p><h1>${escapeHtml(sheet.title)}</h1>
<div class="heads"><dl>${sheet.facts.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd><bdi>${escapeHtml(value)}</bdi></dd>`).join('')}</dl>
<div>${linesOf(say.from, sheet.from)}</div><div>${linesOf(say.to, sheet.to)}</div></div>
<table><thead><tr>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody><tfoot>${total}${taxes.join('')}</tfoot></table>
<ul class="paid">${sheet.money.map((each) => `<li><span>${escapeHtml(each.text)}</span>${amount(each.amount)}</li>`).join('')}</ul>
<div class="notes">${sheet.notes.map((note) => `<p>${escapeHtml(note)}</p>`).join('')}<p class="screen">${say.print}</p></div>`,
  )
}

/** A page that says in a few words why there is no document. */
export function drawNothing(language: Language, which: 'missing' | 'notYet', back: string): string {
  const say = words[language]
  return page(
    language,
    say[`${which}Title`],
    linksOf([{ href: back, text: say.back }]),
    `<h1>${say[`${which}Title`]}</h1><p>${say[which]}</p>`,
  )
}

/** Puts values into a text with names in braces. */
export function fill(text: string, values: Partial<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? '')
}

export function wordsOf({ language }: Writing): Words {
  return words[language]
}

function page(language: Language, title: string, links: string, body: string): string {
  return `<!doctype html><html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${escapeHtml(title)}</title><link rel="icon" href="/mark.svg"><link rel="stylesheet" href="/documents/style.css"></head><body><nav>${links}</nav><main>${body}</main></body></html>`
}

function linksOf(links: Sheet['links']): string {
  return links.map(({ href, text }) => `<a href="${escapeHtml(href)}">${escapeHtml(text)}</a>`).join('')
}

function linesOf(title: string, lines: readonly string[]): string {
  return `<h2>${title}</h2>${lines.map((line) => `<p><bdi>${escapeHtml(line)}</bdi></p>`).join('')}`
}
