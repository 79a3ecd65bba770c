import { describe, expect, test } from 'vitest'
import { ar } from './messages/ar.ts'
import { de } from './messages/de.ts'
import { en } from './messages/en.ts'
import { voiceFor } from './locale.ts'
import { previewNotification } from './preview.ts'
import { samples } from './samples.ts'
import type { TemplateName, TemplateParams } from './templates.ts'

const names = Object.keys(samples) as TemplateName[]
const locales = ['en-US', 'de-DE', 'ar-EG']

describe.each(locales)('in %s', (locale) => {
  test.each(names)('%s is whole', (name) => {
    const { subject, text, html, hidden } = previewNotification(name, { locale })
    const shown = `${subject}\n${text}`.replaceAll(/⟦(code|link|other)⟧/g, '')
    expect(shown).not.toMatch(/[{}]|undefined|null|\bnone\b|\[object|\b[a-z]+_[a-z_]+\b(?!\S*sample)/)
    expect(subject).not.toMatch(/[\r\n]/)
    expect(subject.length, subject).toBeLessThanOrEqual(78)
    expect(html).toContain(locale === 'ar-EG' ? 'dir="rtl"' : 'dir="ltr"')
    expect(html).toContain(`<html lang="${locale}"`)
    expect(html.match(/<h1 /g)).toHaveLength(1)
    expect(html.match(/class="button"/g)?.length ?? 0).toBe(en.templates[name].button ? 1 : 0)
    expect(html.match(/<table(?! role="presentation")/)).toBeNull()
    expect(html).not.toMatch(/<img|<script|<link|@import|url\(/)
    const placeholders = [...`${subject}${text}`.matchAll(/⟦(\w+)⟧/g)].map((match) => match[1])
    expect([...new Set(placeholders)]).toEqual(Object.keys(hidden))
  })

  test.each(names)('%s says the same as text and as HTML', (name) => {
    const { text, html } = previewNotification(name, { locale })
    const links = [...html.matchAll(/href="([^"]+)"/g)].map(([, url = '']) => url)
    const inText = [...text.matchAll(/https:\S+|⟦(?:link|other)⟧/g)].map(([url]) => url)
    expect([...new Set(inText)].toSorted()).toEqual([...new Set(links)].toSorted())
    const amounts = (words: string) => [...new Set(words.match(/[\d٠-٩][\d٠-٩.,٫]*[\d٠-٩]/g) ?? [])].toSorted()
    const bare = html.replace(/<style>[\s\S]*<\/style>/, '').replaceAll(/<title>.*<\/title>|<[^>]+>/g, ' ')
    expect(amounts(text.replaceAll(/https:\S+/g, ''))).toEqual(amounts(bare.replaceAll(/https:\S+/g, '')))
    // What people wrote keeps its lines.
    const said = 'said' in samples[name] ? String(samples[name].said).split('\n') : []
    const long = text.split('\n').filter((line) => line.length > 78 && !/^\S+$/.test(line) && !said.includes(line))
    expect(long).toEqual([])
  })
})

test.each(locales)('each turn of a mail is whole in %s', (locale) => {
  const catalog = { 'en-US': en, 'de-DE': de, 'ar-EG': ar }[locale]
  for (const name of names)
    for (const [param, option] of turnsOf(Object.values(catalog?.templates[name] ?? {}))) {
      const sample = (samples[name] as Record<string, unknown>)[param]
      const isValue = typeof sample === 'object' && sample !== null
      if (option === 'other' || (isValue && option !== 'none')) continue
      const value = option === 'none' ? (isValue ? null : '') : option
      const params = { ...samples[name], [param]: value } as never
      const { subject, text } = previewNotification(name, { locale, params })
      const shown = `${subject}\n${text.split('\n-- \n')[0]}`
      expect(shown, `${name} ${param} ${option}`).not.toMatch(/[{}]|\bnone\b| {2}| [.,:;!?؟،]|\.\.|[.?!؟,]:/)
      expect(subject.length, subject).toBeLessThanOrEqual(78)
    }
})

// What a mail's words choose by, and each choice.
function turnsOf(messages: readonly string[]): [param: string, option: string][] {
  const turns = messages.flatMap((message) =>
    [...message.matchAll(/\{(\w+), select, /g)].flatMap(({ 0: { length }, 1: param = '', index }) =>
      optionsFrom(message.slice(index + length)).map((option): [string, string] => [param, option]),
    ),
  )
  return [...new Map(turns.map((turn) => [turn.join(), turn])).values()]
}

function optionsFrom(rest: string): string[] {
  const options: string[] = []
  let depth = 0
  let name = ''
  for (const letter of rest) {
    if (letter === '{' && depth++ === 0) options.push(name.trim())
    if (letter === '}' && --depth < 0) break
    name = depth === 0 && letter !== '}' ? name + letter : ''
  }
  return options
}

test('a mail that says you choose lets you choose', () => {
  const subject = (choice: TemplateParams['late_notice']['choice']) =>
    previewNotification('late_notice', { params: { ...samples.late_notice, choice } }).subject
  expect(subject('cancel')).toBe('Your parcel is running late. You choose.')
  expect(subject('none')).toBe('Your parcel is running late.')
})

test('catalogs of all languages take the same values', () => {
  for (const name of names) {
    const variables = (message: string) =>
      Object.keys(samples[name]).filter((value) => new RegExp(`\\{${value}[,}]`).test(message))
    for (const part of ['subject', 'headline', 'body'] as const) {
      expect(variables(de.templates[name][part]), `de ${name}.${part}`).toEqual(variables(en.templates[name][part]))
      expect(variables(ar.templates[name][part]), `ar ${name}.${part}`).toEqual(variables(en.templates[name][part]))
    }
    for (const part of ['button', 'other'] as const) {
      expect(Boolean(de.templates[name][part])).toBe(Boolean(en.templates[name][part]))
      expect(Boolean(ar.templates[name][part])).toBe(Boolean(en.templates[name][part]))
    }
  }
})

test('words that the house does not use', () => {
  expect(JSON.stringify(en)).not.toMatch(/unfortunately|\bRMA\b|\bDNR\b|\bSLA\b|\buser\b|ticket|!!/i)
  expect(JSON.stringify(de)).not.toMatch(/leider/i)
})

test('the answer comes first, with amount, method and day', () => {
  const { subject, text } = previewNotification('refund_under_way')
  expect(subject).toBe('$45.99 is on its way back to you')
  expect(text).toBe(`$45.99 is on its way back to you

You don’t have to do anything. We keep an eye on it until it has arrived.

Visa ending 4242: $40.99, there by Tuesday, March 10
Gift card: $5.00

See my refund:
https://help.juniper.test/orders/ord_1

-- 
Juniper Outfitters · Order W-1001 · Reference MR-7F3K-29Q
Questions? Write to us here: https://help.juniper.test/contact
This mail is about your money, or something you have to know. It always comes.
Choose what you get: https://help.juniper.test/account#told
`)
})

test('ways to pay are called in the language of the mail', () => {
  const { text } = previewNotification('refund_under_way', { locale: 'de-DE' })
  expect(text).toContain('\nVisa mit den Endziffern 4242: ')
  expect(text).toContain('\nGeschenkkarte: ')
})

test.each<[TemplateName, string, string]>([
  ['replacement_on_its_way', 'en-US', 'A new one is on its way. It arrives by Friday, March 6.'],
  ['replacement_on_its_way', 'de-DE', 'Ersatz ist unterwegs. Er kommt bis Freitag, 6. März.'],
  ['review_opened', 'en-US', 'A person is on it. You’ll hear from us by Tuesday, March 3 at 10:00 AM.'],
  ['wait_started', 'de-DE', 'Warte noch bis Mittwoch, 4. März um 10:00. Dann hast du die Wahl.'],
  ['cancel_done', 'en-US', 'Canceled: Trail backpack, 28 L. $45.99 is on its way back.'],
  ['lost_put_right', 'en-US', 'A new one is on its way. It arrives by Friday, March 6.'],
  ['approval_decided', 'en-US', 'Rosa Diaz approved it'],
])('%s in %s begins: %s', (name, locale, headline) => {
  expect(previewNotification(name, { locale }).text.split('\n')[0]?.replaceAll('\u202f', ' ')).toBe(headline)
})

test('what somebody wrote comes first where the headline names them, and under its own words otherwise', () => {
  expect(previewNotification('conversation_answer').text).toMatch(/^Sam wrote to you\n\nHi Ava,/)
  expect(previewNotification('seller_claim').text).toContain('In the shopper’s words:\nIt’s gray, not blue.')
})

test('points are a list, and a number does not break at its hyphens', () => {
  const { html, text } = previewNotification('withdrawal_received')
  expect(html.match(/<li /g)).toHaveLength(5)
  expect(text).toContain('• Name: Lena Vogt\n• Contract: order W-1001\n')
  expect(html).toContain('<span style="white-space:nowrap">MR-7F3K-29Q</span>')
  expect(html).not.toMatch(/href="[^"]*<span/)
})

test('a day stays with its month and a number with what it counts, as text and as HTML', () => {
  const english = previewNotification('claim_again')
  expect(english.text).toContain('\n11:00 AM.\n')
  expect(english.html).toContain('March\u00a09 at 11:00\u00a0AM.')
  expect(previewNotification('claim_again', { locale: 'ar-EG' }).html).toMatch(/، [٩9]\u00a0مارس/)
  expect(previewNotification('claim_again', { locale: 'de-DE' }).text).toContain('Trail backpack,\n28 L. Bis')
  expect(previewNotification('late_notice', { locale: 'de-DE' }).text).toContain('Donnerstag,\n5. März.')
  expect(english.text).not.toContain('\u00a0')
})

test('a name is isolated on each line of an Arabic text', () => {
  const { text } = previewNotification('way_not_there', { locale: 'ar-EG' })
  expect(text).toContain('\u2068Trail\u2069\n\u2068backpack, 28 L\u2069 ')
  for (const line of text.split('\n'))
    expect(line.match(/[\u2066-\u2068]/g)?.length, line).toBe(line.match(/\u2069/g)?.length)
})

test('a store and an order’s number stand under an Arabic mail as they are written', () => {
  const { text, html } = previewNotification('turned_up', {
    locale: 'ar-EG',
    frame: { storeName: 'Juniper Inc.', order: '#1001-22' },
  })
  for (const part of [text, html]) expect(part).toContain('\u2068Juniper Inc.\u2069 · الطلب \u2068#1001-22\u2069 · ')
  expect(html).toMatch(/>\u2068Juniper Inc\.\u2069<\/p>/)
})

test('a device is named in the language of the mail, and an unknown one is not named', () => {
  const subjects = (device: string) =>
    locales.map(
      (locale) =>
        previewNotification('new_sign_in', { locale, params: { ...samples.new_sign_in, device, place: '' } }).subject,
    )
  expect(subjects('Chrome on Windows')).toEqual([
    'New sign-in with Chrome on Windows',
    'Neue Anmeldung mit Chrome unter Windows',
    'تسجيل دخول جديد من \u2068Chrome\u2069 على \u2068Windows\u2069',
  ])
  expect(subjects('Unknown device')).toEqual(['New sign-in', 'Neue Anmeldung', 'تسجيل دخول جديد'])
})

test.each(['Trail, ', '🎒'])('what is left of a long name of %j in a subject ends with a whole letter', (part) => {
  for (const before of ['', 'A', 'Ab', 'Abc', 'Abcd', 'Abcde', 'Abcdef']) {
    const params = { ...samples.review_granted, things: { title: before + part.repeat(80), count: 1 } }
    expect(previewNotification('review_granted', { params }).subject).toMatch(/^.{30,}[\p{L}🎒]…$/u)
  }
})

test('what people typed cannot become markup, another header line or a placeholder', () => {
  const title = '"><script>alert(1)</script>\r\nBcc: all@example.com ⟦code⟧ & more'
  const params: TemplateParams['replacement_on_its_way'] = {
    things: { title, count: 1 },
    by: null,
    first: 'here',
    day: 'as_said',
    what: 'same',
  }
  const mail = previewNotification('replacement_on_its_way', {
    params,
    frame: { storeName: '<b>Store</b>', order: "'><img src=x onerror=alert(1)>" },
  })
  expect(mail.html).not.toMatch(/<script|<img|<b>/)
  expect(mail.html).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt; Bcc: all@example.com code &amp; more')
  expect(mail.subject).not.toMatch(/[\r\n]/)
  expect(mail.subject).not.toContain('⟦')
})

test('ICU syntax inside people’s words stays words', () => {
  const mail = previewNotification('review_declined', {
    params: { things: { title: '{title, select, other {x}}', count: 1 }, note: "it's '{quoted}' #1" },
  })
  expect(mail.subject).toBe('Our answer about {title, select, other {x}}')
  expect(mail.text).toContain("it's '{quoted}' #1")
})

test.each([
  [['de-AT'], 'de-AT'],
  [['fr-FR', 'de'], 'de'],
  [['pt-BR', 'ja'], 'en-US'],
  [[null, undefined], 'en-US'],
  [['AR_eg'], 'ar-EG'],
  [['en-GB'], 'en-GB'],
  [['de-!!'], 'de'],
])('%j speaks %s', (wanted, locale) => {
  expect(voiceFor(...wanted).locale).toBe(locale)
})
