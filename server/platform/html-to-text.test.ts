import { describe, expect, it } from 'vitest'
import { htmlToText } from './html-to-text.ts'

describe('htmlToText', () => {
  it.each([
    ['<p>One</p><p>Two<br>Three</p>', 'One\n\nTwo\nThree'],
    ['<ul><li>a</li><li>b</li></ul>end', '- a\n- b\nend'],
    ['plain & simple', 'plain & simple'],
    ['1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
    ['<a href="https://x.test/?a=1&amp;b=2">track it</a>', 'track it (https://x.test/?a=1&b=2)'],
    ['<a href="https://x.test">https://x.test</a>', 'https://x.test'],
    ['<a href="javascript:alert(1)">click</a>', 'click'],
    ['<a href="mailto:a@x.test">a@x.test</a>', 'a@x.test'],
    ['<style>p{color:red}</style><script>alert("</p>")</script>hi', 'hi'],
    ['<script>never closed', ''],
    ['a<!-- <b>secret</b> -->b', 'ab'],
    ['a<!-- never closed', 'a'],
    ['<div title="a > b">inside</div>', 'inside'],
    ['<img src=x onerror=alert(1)>ok', 'ok'],
    ['&lt;b&gt;&amp;amp; &#x1F600;&#233;&nbsp;&unknown; &#0;&#xD800;', '<b>&amp; 😀é\u00a0&unknown; \ufffd\ufffd'],
    ['<table><tr><td>a</td><td>b</td></tr></table>', 'a\nb'],
    [
      'Please cancel<br><p>On Monday:</p><blockquote><html><body><p>old</p></body></html></blockquote>',
      'Please cancel\n\nOn Monday:\n\nold',
    ],
    ['👩‍👩‍👧 <b>שלום</b>', '👩‍👩‍👧 שלום'],
    ['<p', ''],
    ['<', '<'],
    ['', ''],
  ])('%s', (html, text) => expect(htmlToText(html)).toBe(text))

  it('takes whatever somebody made, however long, deep or broken', () => {
    for (const broken of [
      '<',
      '<a href="',
      '<!--',
      '&',
      '<p>',
      '<div>',
      '<a>x</a>',
      '"',
      "<a href='",
      '(javascript:',
      '&nbsp;',
      '<a href=http://x>x</a>',
    ])
      expect(typeof htmlToText(broken.repeat(300_000 / broken.length))).toBe('string')
  })

  it('reads as many tags as a mail may have, and no sea of open ones', () => {
    expect(htmlToText(`begin${'<div>'.repeat(400_000)}end`)).toMatch(/^begin\s*\.\.\.$/)
    expect(htmlToText(`${'<p>x</p>'.repeat(10_000)}<p>end</p>`)).toMatch(/end$/)
  })
})
