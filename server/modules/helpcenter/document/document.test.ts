import { describe, expect, it } from 'vitest'
import { fromHtml } from './from-html.ts'
import { fromMarkdown } from './from-markdown.ts'
import { isAllowedLink } from './links.ts'
import { missingIn } from './missing.ts'
import { policyFaults } from './policy-values.ts'
import { HelpDocument, type Block } from './contract.ts'
import { toHtml } from './to-html.ts'
import { toText } from './to-text.ts'
import { wordsFor } from './words.ts'

const html = (doc: HelpDocument) =>
  toHtml(doc, {
    valueOf: (key, as) => `<${key} ${as}>`,
    fileUrl: (id) => `/help/files/${id}`,
    words: wordsFor('en'),
    locale: 'en',
  })
const doc = (...content: object[]) => HelpDocument.parse({ type: 'doc', content })
const text = (words: string, ...marks: object[]) => ({ type: 'text', text: words, marks })
const paragraph = (...content: object[]) => ({ type: 'paragraph', content })
const link = (href: string) => ({ type: 'link', attrs: { href } })

describe('links', () => {
  it.each([
    ['https://carrier.test/track?a=1#b', true],
    ['mailto:help@shop.test', true],
    ['tel:+1-800-555-0100', true],
    ['/returns', true],
    ['/help/en/articles/x?y=1', true],
    ['http://carrier.test', false],
    ['//evil.test', false],
    ['/\\evil.test', false],
    ['javascript:alert(1)', false],
    ['java\nscript:alert(1)', false],
    [' https://a.test', false],
    ['data:text/html,x', false],
    ['returns', false],
    ['mailto:', false],
  ])('%j: %s', (href, allowed) => expect(isAllowedLink(href)).toBe(allowed))
  it('are not endless', () => expect(isAllowedLink(`https://a.test/${'x'.repeat(2_000)}`)).toBe(false))
})

describe('a document as HTML', () => {
  it('escapes every text and attribute', () => {
    const evil = '<img src=x onerror=alert(1)>"\'&'
    const made = html(
      doc(
        paragraph(text(evil), text(evil, { type: 'code' }, { type: 'bold' })),
        { type: 'heading', attrs: { level: 2 }, content: [text(evil)] },
        { type: 'steps', content: [{ type: 'step', attrs: { title: evil }, content: [] }] },
        { type: 'faq', content: [{ type: 'faqItem', attrs: { question: evil }, content: [paragraph(text(evil))] }] },
        { type: 'image', attrs: { file: 'file_1', alt: evil, caption: evil } },
        { type: 'video', attrs: { file: 'file_2', title: evil, captions: 'file_3', transcript: evil } },
        paragraph({ type: 'policyValue', attrs: { key: evil, as: 'days' } }),
      ),
    )
    expect(made).not.toMatch(/<img src=x|onerror=alert\(1\)>"[^&]/)
    expect(
      made.replaceAll(
        /<\/?(?:p|h2|ol|li|div|details|summary|figure|figcaption|img|video|source|track|strong|code)(?: [a-z-]+="[^"<>]*"| [a-z]+)*>/g,
        '',
      ),
    ).not.toMatch(/[<>]/)
  })

  it('says what is what', () => {
    expect(
      html(
        doc(
          { type: 'heading', attrs: { level: 2 }, content: [text('Fees & times')] },
          { type: 'heading', attrs: { level: 3 }, content: [text('Fees & times')] },
          paragraph(text('see ', { type: 'italic' }), text('here', link('https://a.test/?a=1&b=2')), {
            type: 'hardBreak',
          }),
          { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph(text('one'))] }] },
          {
            type: 'orderedList',
            attrs: { start: 3 },
            content: [{ type: 'listItem', content: [paragraph(text('three'))] }],
          },
          {
            type: 'steps',
            content: [{ type: 'step', attrs: { title: 'Open it' }, content: [paragraph(text('Then'))] }],
          },
          { type: 'callout', attrs: { tone: 'warning' }, content: [paragraph(text('Careful'))] },
          { type: 'horizontalRule' },
        ),
      ),
    ).toBe(
      '<h2 id="s-fees-times">Fees &amp; times</h2><h3 id="s-fees-times-2">Fees &amp; times</h3>' +
        '<p><em>see </em><a href="https://a.test/?a=1&amp;b=2" rel="noopener noreferrer">here</a><br></p>' +
        '<ul><li>one</li></ul><ol start="3"><li>three</li></ol>' +
        '<ol class="steps"><li><p class="step-title">Open it</p><p>Then</p></li></ol>' +
        '<aside class="callout warning" aria-label="Please note"><p class="callout-name">Please note</p><p>Careful</p></aside><hr>',
    )
  })

  it('has tables with scopes, pictures with words, videos with captions and what is said', () => {
    const cell = (type: string, words: string) => ({ type, content: [paragraph(text(words))] })
    const made = html(
      doc(
        {
          type: 'table',
          content: [
            { type: 'tableRow', content: [cell('tableHeader', 'Way'), cell('tableHeader', 'Days')] },
            { type: 'tableRow', content: [cell('tableHeader', 'Card'), cell('tableCell', '3')] },
          ],
        },
        { type: 'video', attrs: { file: 'file_2', title: 'Packing', captions: 'file_3', transcript: 'One.\n\nTwo.' } },
        { type: 'image', attrs: { file: null, remote: 'https://a.test/x.png', alt: '' } },
      ),
    )
    expect(made).toContain('<thead><tr><th scope="col">Way</th><th scope="col">Days</th></tr></thead>')
    expect(made).toContain('<tbody><tr><th scope="row">Card</th><td>3</td></tr></tbody>')
    expect(made).toContain('<track kind="captions" src="/help/files/file_3" srclang="en" label="Captions" default>')
    expect(made).toContain(
      '<details class="transcript"><summary>Read what is said</summary><p>One.</p><p>Two.</p></details>',
    )
    expect(made).not.toContain('a.test')
  })

  it('and as plain text', () => {
    const made = doc(
      paragraph(text('Back within '), { type: 'policyValue', attrs: { key: 'k', as: 'days' } }, text('.')),
      { type: 'faq', content: [{ type: 'faqItem', attrs: { question: 'Why?' }, content: [paragraph(text('So.'))] }] },
    )
    expect(toText(made, () => '30 days')).toBe('Back within 30 days.\nWhy?\nSo.')
  })
})

describe('the shape', () => {
  const bad: [string, object, string][] = [
    ['a link that runs something', paragraph(text('x', link('javascript:alert(1)'))), 'https, mailto, tel'],
    ['an unknown block', { type: 'html', html: '<b>' }, ''],
    ['a heading of the first level', { type: 'heading', attrs: { level: 1 } }, ''],
    ['a picture from elsewhere', { type: 'image', attrs: { file: 'https://a.test/x.png', alt: '' } }, 'id of a file'],
    ['a picture without a file', { type: 'image', attrs: { file: null, alt: '' } }, 'needs a file'],
    ['an empty list', { type: 'bulletList', content: [] }, ''],
    ['a tone that does not exist', { type: 'callout', attrs: { tone: 'x' }, content: [paragraph()] }, ''],
  ]
  it.each(bad)('refuses %s', (_name, block, words) => {
    const parsed = HelpDocument.safeParse({ type: 'doc', content: [block] })
    expect(parsed.success).toBe(false)
    expect(JSON.stringify(parsed.error?.issues)).toContain(words)
  })

  it('refuses what is nested too deep, and drops what it does not know', () => {
    let deep: object = paragraph(text('x'))
    for (let level = 0; level < 10; level++) deep = { type: 'callout', attrs: { tone: 'tip' }, content: [deep] }
    expect(HelpDocument.safeParse({ type: 'doc', content: [deep] }).success).toBe(true)
    for (let level = 0; level < 10; level++) deep = { type: 'callout', attrs: { tone: 'tip' }, content: [deep] }
    expect(HelpDocument.safeParse({ type: 'doc', content: [deep] }).success).toBe(false)
    const one = { ...paragraph(text('x')), attrs: { onclick: 'x' }, style: 'x' }
    expect(doc(one)).toEqual(doc(paragraph(text('x'))))
  })

  it('says what is missing before it can be read', () => {
    expect(missingIn(doc(paragraph(text(' '))))).toEqual([{ code: 'empty', path: 'doc' }])
    expect(
      missingIn(
        doc(
          { type: 'image', attrs: { file: null, remote: 'https://a.test/x.png', alt: '' } },
          { type: 'video', attrs: { file: 'file_2', title: 'T', captions: null, transcript: ' ' } },
          paragraph({ type: 'policyValue', attrs: { key: 'no.such', as: 'days' } }),
        ),
      ).map(({ code, path }) => `${code} ${path}`),
    ).toEqual([
      'unknown_policy_key doc.content[2].content[0]',
      'picture_not_fetched doc.content[0]',
      'transcript_missing doc.content[1]',
    ])
    const value = (key: string, as: string) => policyFaults(doc(paragraph({ type: 'policyValue', attrs: { key, as } })))
    expect(value('return.window.standard', 'days')).toEqual([])
    expect(value('return.window.standard', 'amount')).toMatchObject([{ param: 'as' }])
    expect(value('price_dispute.max', 'amount')).toEqual([])
    expect(value('price_dispute.max', 'text')).toMatchObject([{ param: 'as' }])
  })
})

describe('HTML from elsewhere', () => {
  const read = (source: string, more: object = {}) => fromHtml(source, more)
  const round = (source: string, more: object = {}) => html(HelpDocument.parse(read(source, more).doc))

  it('leaves out what runs, and keeps what says something', () => {
    const { doc: made, losses } = read(
      '<h1 onclick="x()">Fees</h1><script>alert(1)</script><style>p{}</style><p onmouseover=x style="color:red">A <b>bold</b><a href="javascript:alert(1)"> word</a></p>' +
        '<form><input value=x></form><iframe src="https://video.test/embed/1" title="How to"></iframe><svg><script>1</script></svg>',
    )
    expect(html(made)).toBe(
      '<h2 id="s-fees">Fees</h2><p>A <strong>bold</strong> word</p><p><a href="https://video.test/embed/1" rel="noopener noreferrer">How to</a></p>',
    )
    expect(losses.map(({ code }) => code)).toEqual(['link_left_out', 'video_as_link'])
  })

  it.each([
    ['<p>a<br><br></p><p>&nbsp;</p>text<div>more <i>x</i> </div>', '<p>a</p><p>text</p><p>more <em>x</em></p>'],
    ['<ul><li>a<ul><li>b</li></ul></li></ul>', '<ul><li>a<ul><li>b</li></ul></li></ul>'],
    ['<ul><li>a</li><ul><li>b</li></ul></ul>', '<ul><li>a<ul><li>b</li></ul></li></ul>'],
    ['<ol start=4><li><p>x</p></li></ol>', '<ol start="4"><li>x</li></ol>'],
    [
      '<table><thead><tr><th>A</th></tr></thead><tbody><tr><td colspan=2>1</td></tr></tbody></table>',
      '<div class="table" tabindex="0"><table><thead><tr><th scope="col">A</th></tr></thead><tbody><tr><td colspan="2">1</td></tr></tbody></table></div>',
    ],
    [
      '<details><summary>Why <b>so</b>?</summary><p>So.</p></details>\n<details><summary>And?</summary>Yes</details>',
      '<div class="faq"><details><summary>Why so?</summary><p>So.</p></details><details><summary>And?</summary><p>Yes</p></details></div>',
    ],
    [
      '<div class="callout callout--warning"><p>Hot</p></div>',
      '<aside class="callout warning" aria-label="Please note"><p class="callout-name">Please note</p><p>Hot</p></aside>',
    ],
    ['<pre>a\n  b</pre>', '<p><code>a</code><br><code>  b</code></p>'],
    ['<p>see <a href="/hc/en-us/articles/1-x">this</a></p>', '<p>see <a href="/help/en/articles/x">this</a></p>'],
    ['<p>a &lt;script&gt; &amp; b {{policy:x|days}}</p>', '<p>a &lt;script&gt; &amp; b {{policy:x|days}}</p>'],
  ])('%s', (source, wanted) => {
    expect(
      round(source, { linkFor: (href: string) => (href.startsWith('/hc') ? '/help/en/articles/x' : undefined) }),
    ).toBe(wanted)
  })

  it('takes pictures as addresses to be fetched, and tells of those that cannot be', () => {
    const { doc: made, losses } = read(
      '<p>a <img src="/x.png" alt="X"> b</p><figure><img src="http://a.test/y.png"><figcaption>Y</figcaption></figure><img src="data:image/png;base64,x">',
      { base: 'https://shop.test/hc/1' },
    )
    expect(made.content.filter((block) => block.type === 'image').map((block) => block.attrs)).toEqual([
      { file: null, remote: 'https://shop.test/x.png', alt: 'X' },
      { file: null, remote: 'https://a.test/y.png', alt: '', caption: 'Y' },
    ])
    expect(made.content.map((block) => block.type)).toEqual(['paragraph', 'image', 'paragraph', 'image'])
    expect(losses).toMatchObject([{ code: 'picture_left_out' }])
  })

  it('stays within the shape, whatever comes', () => {
    const deep = `${'<ul><li>'.repeat(60)}x${'</li></ul>'.repeat(60)}`
    const { doc: made, losses } = read(deep)
    expect(HelpDocument.safeParse(made).success).toBe(true)
    expect(losses).toMatchObject([{ code: 'too_deep' }])
    for (const odd of ['', '<', '<p', '</p></p>', '<table><tr></tr></table>', '<ol></ol>', '\u0000<b>', '<a href=x>y'])
      expect([odd, HelpDocument.safeParse(read(odd).doc).success]).toEqual([odd, true])
  })
})

describe('Markdown', () => {
  it('is headings, lists, tables, callouts, steps, questions and rules', () => {
    const source = [
      '# Return an item',
      '',
      'Send it back within {{policy:return.window.standard|days}}, *free*.',
      '',
      '## How',
      '',
      '1. **Open your order**',
      '   Choose what comes back.',
      '2. **Print the code**',
      '',
      '> [!WARNING]',
      '> Not for food.',
      '',
      '| Way | Days |',
      '| --- | --- |',
      '| Card | {{policy:refund.eta.credit|number}} |',
      '',
      '<details>',
      '<summary>And gifts?</summary>',
      '',
      'Those [too](/gifts).',
      '',
      '</details>',
    ].join('\n')
    const { doc: made, title, losses } = fromMarkdown(source)
    expect([title, losses]).toEqual(['Return an item', []])
    expect(HelpDocument.parse(made)).toEqual(made)
    expect(made.content.map((block: Block) => block.type)).toEqual([
      'paragraph',
      'heading',
      'steps',
      'callout',
      'table',
      'faq',
    ])
    expect(html(made)).toContain('within &lt;return.window.standard days&gt;, <em>free</em>.')
    expect(html(made)).toContain(
      '<li><p class="step-title">Open your order</p><p>Choose what comes back.</p></li><li><p class="step-title">Print the code</p></li>',
    )
    expect(html(made)).toContain('<td>&lt;refund.eta.credit number&gt;</td>')
    expect(html(made)).toContain('<p class="callout-name">Please note</p><p>Not for food.</p>')
    expect(html(made)).toContain('<summary>And gifts?</summary><p>Those <a href="/gifts">too</a>.</p>')
  })

  it('of an ordinary kind stays ordinary', () => {
    const { doc: made, title } = fromMarkdown(
      '1. one\n2. **two** and\n\n> said\n\n```\ncode\n```\n<script>alert(1)</script>',
    )
    expect(title).toBeUndefined()
    expect(made.content.map((block: Block) => block.type)).toEqual(['orderedList', 'callout', 'paragraph'])
  })
})
