import { describe, expect, it } from 'vitest'
import { HelpDocument } from '../document/contract.ts'
import { toHtml } from '../document/to-html.ts'
import { readIntercom } from './read-intercom.ts'
import { readMarkdown } from './read-markdown.ts'
import { readZendesk } from './read-zendesk.ts'

const zendesk = (...bodies: unknown[]) =>
  readZendesk(
    [
      {
        name: 'articles.json',
        text: JSON.stringify({
          articles: bodies.map((body, index) => ({
            id: index + 1,
            locale: 'en-us',
            section_id: null,
            title: `Article ${index + 1}`,
            body,
            html_url: `https://shop.zendesk.com/hc/en-us/articles/${index + 1}-Article`,
          })),
        }),
      },
    ],
    'en',
  )
const intercom = (body: unknown, more: object = {}) =>
  readIntercom(
    [
      {
        name: 'articles.json',
        text: JSON.stringify({ data: [{ type: 'article', id: '1', title: 'T', body, state: 'published', ...more }] }),
      },
    ],
    'en',
  )
const markdown = (text: string) => readMarkdown([{ name: 'a.md', text: `# T\n\n${text}` }], 'en')
type Read = ReturnType<typeof zendesk>

/** What readers would get, as everything that comes in is written out. */
function shown({ articles: [article] }: Read): string {
  const doc = HelpDocument.parse(article?.translations[0]?.doc)
  const words = { transcript: '', captions: '', tones: { tip: '', note: '', warning: '' } }
  return toHtml(doc, { valueOf: (key) => key, fileUrl: (id) => id, words, locale: 'en' })
}
const codes = ({ bad }: Read) => bad.map(({ code }) => code)

describe('what runs never comes along', () => {
  it.each([
    ['<script>steal()</script><p>Yes</p>', '<p>Yes</p>'],
    ['<p>Yes<scr<script>ipt>steal()</script></p>', '<p>Yes</p><p>ipt&gt;steal()</p>'],
    ['<p onclick="steal()" style="background:url(javascript:steal())">Yes</p>', '<p>Yes</p>'],
    ['<img src=x onerror=steal()><p>Yes</p>', '<p>Yes</p>'],
    ['<svg onload=steal()><animate onbegin=steal()></svg><p>Yes</p>', '<p>Yes</p>'],
    [
      '<math><mtext><table><mglyph><style><img src=x onerror=steal()></style></mglyph></table></mtext></math>Yes',
      '<p>Yes</p>',
    ],
    ['<iframe srcdoc="<script>steal()</script>"></iframe><p>Yes</p>', '<p>Yes</p>'],
    ['<object data="javascript:steal()"></object><embed src="data:text/html,x"><p>Yes</p>', '<p>Yes</p>'],
    ['<base href="https://evil.test/"><meta http-equiv=refresh content="0;url=//evil.test"><p>Yes</p>', '<p>Yes</p>'],
    ['<template><script>steal()</script></template><noscript><img src=x onerror=steal()></noscript>Yes', '<p>Yes</p>'],
    ['&lt;script&gt;steal()&lt;/script&gt;', '<p>&lt;script&gt;steal()&lt;/script&gt;</p>'],
    ['<p>Yes</p><!-- <script>steal()</script> --><![CDATA[<script>steal()</script>]]>', '<p>Yes</p>'],
  ])('%s', (body, wanted) => {
    for (const read of [zendesk(body), intercom(body)]) expect(shown(read)).toBe(wanted)
  })

  it.each([
    'javascript:steal()',
    ' JaVaScRiPt:steal()',
    'java\nscript:steal()',
    'java&#x09;script:steal()',
    '&#106;avascript:steal()',
    'data:text/html,<script>steal()</script>',
    'vbscript:steal()',
    '//evil.test',
    '/\\evil.test',
    'file:///etc/passwd',
    'blob:https://shop.test/1',
  ])('a link to %s is words', (href) => {
    const body = `<p>See <a href="${href}">this</a></p>`
    const read = intercom(body)
    expect([href, shown(read), codes(read)]).toEqual([href, '<p>See this</p>', ['link_left_out']])
    // There it has a page that it could belong to: it stays a link there, and no script.
    expect(shown(zendesk(body))).not.toMatch(/script:|data:|file:|blob:/i)
    expect(shown(markdown(`See [this](<${href.trim()}>)`))).not.toMatch(/href="(?!https:|\/%5C)/i)
  })
})

describe('whatever its form', () => {
  const times = (piece: string, count: number) => piece.repeat(count)
  it.each([
    ['lists in lists', times('<ul><li>', 3_000) + 'Words'],
    ['tables in tables', times('<table><tr><td>', 3_000) + 'Words'],
    ['boxes', times('<div>', 9_000) + 'Words'],
    ['marks', times('<b><i>', 4_000) + 'Words'],
    ['links', times('<a href="https://a.test">', 5_000) + 'Words'],
    ['questions', times('<details><summary>Q</summary>', 3_000) + 'Words'],
    ['quotes', times('<blockquote>', 9_000) + 'Words'],
    ['pictures in figures', times('<figure>', 9_000) + 'Words'],
    ['code', `<pre>${times('<span>', 9_000)}Words`],
  ])('%s, deeper than anybody writes, are words, and it is said', (_name, body) => {
    for (const read of [zendesk(body, '<p>Beside</p>'), markdown(body)]) {
      expect(shown(read)).toContain('Words')
      expect(codes(read)).toContain('too_deep')
    }
    expect(zendesk(body, '<p>Beside</p>').articles).toHaveLength(2)
  })

  it.each([
    ['many tags', times('<br>', 20_001), 'too_long'],
    ['many letters', times('a', 1_000_001), 'too_long'],
    ['many paragraphs', times('<p>x</p>', 5_000), 'not_readable'],
    ['a wide table', `<table><tr>${times('<td>x</td>', 5_000)}</tr></table>`, 'not_readable'],
    ['a long line', times('word ', 10_000), 'not_readable'],
  ])('%s: it is named, and what is beside it comes along', (_name, body, code) => {
    const read = zendesk(body, '<p>Beside</p>')
    expect([codes(read), read.bad[0]?.reference, read.bad[0]?.file]).toEqual([[code], '1', 'articles.json'])
    expect(read.articles.map(({ reference }) => reference)).toEqual(['2'])
  })

  it.each([
    [
      '<ul><li>One<ul><li>Two<ol><li>Three</li></ol></li></ul></li></ul>',
      '<ul><li>One<ul><li>Two<ol><li>Three</li></ol></li></ul></li></ul>',
    ],
    ['<p>One<p>Two</b></i></div><li>Three', '<p>One</p><p>Two</p><p>Three</p>'],
    [
      '<table><td>One<tr><td>Two',
      '<div class="table" tabindex="0"><table><tbody><tr><td>Two</td></tr></tbody></table></div>',
    ],
    ['<b><p>One</b> Two</p>', '<p>One</p><p>Two</p>'],
    ['One \u0000\u0008 Two', '<p>One Two</p>'],
    ['<p>&bogus; &#0; &#xD800; &amp</p>', expect.stringContaining('&amp;')],
  ])('broken as it is, %j says what it says', (body, wanted) => {
    expect(shown(zendesk(body))).toEqual(wanted)
  })

  it('fields of any kind are taken for what they are, or named', () => {
    expect(codes(zendesk(null, 7, { html: 'x' }, ['x']))).toEqual([])
    expect(zendesk(null, 7, { html: 'x' }, ['x']).articles).toHaveLength(4)
    for (const more of [{ translated_content: 'de' }, { translated_content: { de: 7, type: 'x' } }, { parent_id: {} }])
      expect(intercom('<p>Yes</p>', more).articles).toHaveLength(1)
    for (const text of [
      '[]',
      'null',
      '7',
      '"x"',
      '{"articles":7}',
      '{"articles":[null,7,[]]}',
      '[[[]]]',
      '{"__proto__":{"id":1}}',
    ])
      for (const read of [readZendesk, readIntercom])
        expect([text, read([{ name: 'x.json', text }], 'en').articles]).toEqual([text, []])
    const [first] = readZendesk([{ name: 'x.json', text: `${'['.repeat(100_000)}` }], 'en').bad
    expect(first).toMatchObject({ file: 'x.json', code: 'no_json' })
  })
})

describe('Markdown', () => {
  it('holds scripts and links to the same', () => {
    const read = markdown(
      '<script>steal()</script>\n\n[a](javascript:steal()) [b](JAVASCRIPT:steal()) <a href="javascript:steal()">c</a> <img src=x onerror=steal()>\n\n<https://a.test>',
    )
    expect(shown(read)).not.toMatch(/<script|href="java|onerror/i)
    expect(shown(read)).toContain('<a href="https://a.test" rel="noopener noreferrer">https://a.test</a>')
  })

  it('of a folder takes pictures with an address of their own, and names those that lie beside it', () => {
    const read = readMarkdown(
      [
        {
          name: 'docs\\en\\a.md',
          text: '# A\n\n![Ours](img/one.png)\n\n![There](https://pics.test/two.png "Two")\n\n![](../three.png)',
        },
        { name: 'docs/en/../../../etc/passwd.md', text: '# B\n\nWords' },
      ],
      'en',
    )
    expect(read.bad.map(({ file, code, reason }) => [file, code, reason.includes('.png')])).toEqual([
      ['docs\\en\\a.md', 'picture_left_out', true],
      ['docs\\en\\a.md', 'picture_left_out', true],
    ])
    const [a] = read.articles
    expect(a?.translations[0]?.doc.content).toMatchObject([
      { type: 'image', attrs: { file: null, remote: 'https://pics.test/two.png', alt: 'There', caption: 'Two' } },
    ])
    expect(read.articles).toHaveLength(2)
  })

  it('is read at once, whatever is begun in it and not ended', () => {
    for (const piece of ['{{policy:', '{{policy:a|', '[', '![', '*', '`', '<', '<!--', '> ', '- ', '| '])
      expect(() => markdown(piece.repeat(5_000))).not.toThrow()
  })
})
