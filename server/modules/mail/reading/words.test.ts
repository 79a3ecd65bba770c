import { describe, expect, it } from 'vitest'
import { foldText } from './quotes/fold-text.ts'
import { replyMarkers } from './quotes/language-table.ts'
import { html, mailOf, multipart } from './testing/mail-of.ts'

const quote = (count: number) => Array.from({ length: count }, (_none, at) => `> earlier line ${at}`).join('\n')

describe('HC-26 folding loses no word', () => {
  it('an author’s own block quotation stays', () => {
    const mail = mailOf(html('<p>Your policy says:</p><blockquote>30 days</blockquote><p>I disagree.</p>'))
    expect(mail).toMatchObject({ newText: 'Your policy says:\n\n30 days\n\nI disagree.', quotedText: '' })
  })

  it('answers between the lines stay with their questions', () => {
    const body = '> Which colour?\nblue\n> Which size?\nmedium'
    expect(mailOf({ body }).newText).toBe(body)
  })

  it('an answer below stays', () => {
    const mail = mailOf({ body: `On Mon someone wrote:\n${quote(200)}\nStill broken.` })
    expect(mail.newText).toBe('Still broken.')
    expect(mail.quotedText).toContain('earlier line 199')
  })

  it('an answer above a chain of 300 kB stays', () => {
    const body = `Please send it again.\n\nOn Fri, 3 Jul 2026 at 10:00, Shop <help@shop.test> wrote:\n${quote(16_000)}`
    expect(mailOf({ body }).newText).toBe('Please send it again.')
  })

  it('where nothing would be left, everything is shown', () => {
    const body = `On Fri, 3 Jul 2026 at 10:00, Shop <help@shop.test> wrote:\n${quote(3)}`
    expect(mailOf({ body })).toMatchObject({ newText: body, quotedText: '' })
  })

  it('answers between the lines of HTML stay, too', () => {
    const mail = mailOf(
      html(
        '<blockquote type="cite"><p>Which colour?</p></blockquote><p>blue</p><blockquote type="cite"><p>Which size?</p></blockquote><p>medium</p>',
      ),
    )
    expect(mail.newText).toMatch(/colour[\s\S]*blue[\s\S]*size[\s\S]*medium/)
  })

  it('what was passed on is the matter itself', () => {
    const passed =
      'See below\n\n---------- Forwarded message ---------\nFrom: A <a@one.test>\nDate: Fri, 3 Jul 2026\nSubject: Broken\nTo: b@two.test\n\nIt broke.'
    expect(foldText(passed)).toEqual({ shown: passed, quoted: '' })
  })
})

describe.each([
  ['en', 'On Fri, 3 Jul 2026 at 10:00, Shop <help@shop.test> wrote:'],
  ['de', 'Am Fr., 3. Juli 2026 um 10:00 Uhr schrieb Shop <help@shop.test>:'],
  ['fr', 'Le ven. 3 juil. 2026 à 10:00, Shop <help@shop.test> a écrit :'],
  ['es', 'El vie, 3 jul 2026 a las 10:00, Shop (<help@shop.test>) escribió:'],
  ['it', 'Il giorno ven 3 lug 2026 alle ore 10:00 Shop <help@shop.test> ha scritto:'],
  ['pt', 'Em sex., 3 de jul. de 2026 às 10:00, Shop <help@shop.test> escreveu:'],
  ['nl', 'Op vr 3 jul 2026 om 10:00 schreef Shop <help@shop.test>:'],
  ['pl', 'pt., 3 lip 2026 o 10:00 Shop <help@shop.test> napisał(a):'],
  ['ru', 'пт, 3 июл. 2026 г. в 10:00, Shop <help@shop.test>:'],
  ['ja', '2026年7月3日(金) 10:00 Shop <help@shop.test>:'],
  ['zh', 'Shop <help@shop.test> 于2026年7月3日周五 10:00写道：'],
  ['sv', 'Den fre 3 juli 2026 kl 10:00 skrev Shop <help@shop.test>:'],
  ['tr', 'Shop <help@shop.test>, 3 Tem 2026 Cum, 10:00 tarihinde şunu yazdı:'],
  ['ar', 'في الجمعة، 3 يوليو 2026 في 10:00 ص كتب Shop <help@shop.test>:'],
  ['he', 'בתאריך יום ו׳, 3 ביולי 2026 ב-10:00 מאת Shop <help@shop.test>:'],
])('an introduction in %s', (_language, introduction) => {
  it.each([['marked'], ['unmarked']])('of %s lines', (kind) => {
    const earlier = kind === 'marked' ? '> Hello,\n>\n> we sent it.' : 'Hello,\n\nwe sent it.'
    expect(foldText(`It did not come.\n\n${introduction}\n\n${earlier}`).shown).toBe('It did not come.')
  })
})

it.each([
  [
    'Outlook',
    '________________________________\nFrom: Shop <help@shop.test>\nSent: Friday, July 3, 2026 10:00\nTo: Ava\nSubject: Parcel\n\nHello',
  ],
  [
    'Outlook in German',
    '-----Ursprüngliche Nachricht-----\nVon: Shop\nGesendet: Freitag\nAn: Ava\nBetreff: Paket\n\nHallo',
  ],
  [
    'GMX',
    'Gesendet: Freitag, 03. Juli 2026 um 10:00 Uhr\nVon: "Shop" <help@shop.test>\nAn: ava@one.test\nBetreff: Paket\n\nHallo',
  ],
  [
    'Outlook in Japanese',
    '差出人: Shop <help@shop.test>\n送信日時: 2026年7月3日 10:00\n宛先: Ava\n件名: 荷物\n\nこんにちは',
  ],
  ['our own marker', `${replyMarkers.de}\n\nHallo Ava`],
])('the block of headers of %s', (_program, earlier) =>
  expect(foldText(`It did not come.\n\n${earlier}`)).toEqual({ shown: 'It did not come.', quoted: earlier }),
)

it.each([
  'On Monday I wrote to you.\nNothing happened.',
  'From what I see: it is broken.\nTo be fair: it was cheap.',
  'My order number is 12-34.\n-- \nAva',
  'Please deliver it on 3 July at 10:00:\nMain Street 5',
])('%j is nobody else’s words', (text) => expect(foldText(text)).toEqual({ shown: text, quoted: '' }))

describe('HC-27 a document inside of a document', () => {
  const inner = '<html><head><style>p{color:red}</style></head><body><p>old text</p></body></html>'
  const before = 'Please cancel my order<br><p>On Monday the shop wrote:</p>'
  it.each([
    ['nested', `${before}<blockquote>${inner}</blockquote>`],
    ['siblings', `<html><body>Please cancel my order</body></html>${inner}`],
    [
      'text behind the end',
      `<html><body><p>On Monday the shop wrote:</p><blockquote>${inner}</blockquote></body></html>Please cancel my order`,
    ],
  ])('%s', (kind, markup) => {
    const mail = mailOf(html(markup))
    expect(mail.newText).toMatch(/^Please cancel my order/)
    if (kind !== 'siblings') expect(mail.quotedText).toContain('old text')
    if (kind !== 'siblings') expect(mail.newText).not.toContain('old text')
    expect(mail.text).not.toContain('color')
    expect(`${mail.html}${mail.quotedHtml}`).not.toContain('color')
  })
})

it.each([
  [
    'Gmail',
    '<div dir="ltr">Not here.</div><br><div class="gmail_quote"><div class="gmail_attr">On Fri, 3 Jul 2026 Shop wrote:<br></div><blockquote class="gmail_quote"><p>We sent it.</p></blockquote></div>',
  ],
  [
    'Outlook',
    '<div><p>Not here.</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p><b>From:</b> Shop</p></div></div><p>We sent it.</p></div>',
  ],
  [
    'Outlook on the web',
    '<div>Not here.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Shop</div><div>We sent it.</div>',
  ],
  [
    'Apple',
    '<body>Not here.<br><blockquote type="cite"><div>On Jul 3, 2026, Shop wrote:</div><div>We sent it.</div></blockquote></body>',
  ],
  [
    'Thunderbird',
    '<p>Not here.</p><div class="moz-cite-prefix">Am 03.07.26 schrieb Shop:</div><blockquote type="cite">We sent it.</blockquote>',
  ],
  [
    'Yahoo',
    '<div>Not here.</div><div class="yahoo_quoted"><div>On Friday, Shop wrote:</div><div>We sent it.</div></div>',
  ],
])('what %s quotes is folded', (_program, markup) => {
  const mail = mailOf(html(markup))
  expect(mail.newText).toBe('Not here.')
  expect(mail.quotedText).toContain('We sent it.')
  expect(mail.html).not.toContain('We sent it.')
  expect(mail.quotedHtml).toContain('We sent it.')
})

describe('HC-28 hostile size and depth', () => {
  it.each([
    [
      '20,000 links',
      Array.from({ length: 20_000 }, (_none, at) => `<a href="https://x.test/${at}">w${at}</a> `).join(''),
      'w1',
    ],
    ['5,000 divs', `${'<div>'.repeat(5_000)}deep${'</div>'.repeat(5_000)}`, 'deep'],
    ['2 MB of blanks', `<p>a</p>${' '.repeat(2_000_000)}<p>b</p>`, 'b'],
    ['an open comment', '<p>a</p><!-- <p>behind</p>', 'behind'],
  ])('%s', (_what, markup, words) => expect(mailOf(html(markup)).text).toContain(words))

  it('lines that might go on with a header', () => {
    const line = ` ${' '.repeat(30)}x\r\n`
    expect(mailOf({ headers: [`X-A: b\r\n \r\n${line.repeat(40)}no header`] }).text).toContain('no header')
  })

  it('2 MB of blanks, coded', () =>
    expect(mailOf({ encoding: 'quoted-printable', body: `a${' '.repeat(2_000_000)}b` }).text).toMatch(/^a/))
})

it.each(['svg', 'title', 'template', 'textarea', 'style', 'noscript'])(
  'a %s that never ends hides none of the words behind it',
  (name) => {
    const mail = mailOf(html(`<p>Before</p><${name}><p>my order is <b>broken</b></p>`))
    expect(mail.text).toContain('my order is broken')
    expect(mail.html).toContain('<b>broken</b>')
  },
)

it('control characters are no words', () => {
  const mail = mailOf({ body: `a${'\u0001'.repeat(1_000)}b\tc` })
  expect(mail.text).toBe('ab\tc')
})

describe('HC-30 nothing in a mail runs or is loaded', () => {
  it.each([
    ['<img src=x onerror="document.title=\'owned\'"><p>hello</p>', '<img /><p>hello</p>'],
    ['<a href="javascript:alert(1)">hello</a>', '<a rel="noopener noreferrer nofollow" target="_blank">hello</a>'],
    ['<base href="https://evil.test/"><form action="/x"><input name=a>hello</form>', 'hello'],
    ['<p style="background:url(https://t.test/p);color:red">hello</p>', '<p style="color:red">hello</p>'],
    ['<p style="position:fixed;top:0">hello</p>', '<p>hello</p>'],
    ['<img src="https://t.test/p.gif" alt="a">hello', '<img alt="a" data-blocked-src="https://t.test/p.gif" />hello'],
    ['<img src="data:image/svg+xml;base64,AAAA">hello', '<img />hello'],
    ['<svg onload="x()"><a>no</a></svg><math></math>hello', 'hello'],
    ['<p data-quoted="all" class="x" id="y">hello</p>', '<p>hello</p>'],
    ['<style>@import "https://t.test"</style><link rel=stylesheet href=//t.test><p>hello</p>', '<p>hello</p>'],
  ])('%s', (markup, clean) => expect(mailOf(html(markup)).html?.trim()).toBe(clean))
})

it('HC-57a a mail’s paragraphs have their own direction and language', () => {
  const body = Buffer.from('שלום, ההזמנה ABC-123 לא הגיעה\n\nWhere is it?\n\nتم شحن ABC-123 اليوم').toString('latin1')
  expect(mailOf({ body }).paragraphs.map(({ dir, lang }) => [dir, lang])).toEqual([
    ['rtl', 'he'],
    ['ltr', 'en'],
    ['rtl', 'ar'],
  ])
})

it('HC-57d what people write comes out as they wrote it', () => {
  const words = '👩‍👩‍👧 🇩🇪 e\u0301'
  expect(mailOf({ body: Buffer.from(words).toString('latin1') }).newText).toBe(words)
  const coded = Buffer.from(words).toString('base64')
  expect(mailOf({ headers: [`Subject: =?utf-8?B?${coded}?=`] }).subject).toBe(words)
})

it('text, picture, text: all of it, in its order', () => {
  const part = (type: string, content: string) => `Content-Type: ${type}\r\n\r\n${content}`
  const mail = mailOf(
    multipart('mixed', [part('text/plain', 'One'), part('image/png', 'x'), part('text/html', '<b>Two</b>')]),
  )
  expect(mail.text).toBe('One\n\nTwo')
  expect(mail.html).toMatch(/One[\s\S]*<b>Two<\/b>/)
})
