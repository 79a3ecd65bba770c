import { expect, test } from 'vitest'
// oxlint-disable-next-line no-restricted-imports -- this holds both sides together
import { HelpDocument } from '../../../../server/modules/helpcenter/document/contract.ts'
import { type DocNode, fromShape, lacksWords, textOf, toShape } from './document-shape.ts'

const paragraph = (text: string): DocNode => ({ type: 'paragraph', content: [{ type: 'text', text }] })

const whole: DocNode = {
  type: 'doc',
  content: [
    { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Send it back' }] },
    {
      type: 'paragraph',
      content: [
        { type: 'text', text: 'Within ' },
        { type: 'policyValue', attrs: { key: 'return.window', as: 'days' } },
        { type: 'text', text: ', says the ' },
        { type: 'text', text: 'rule', marks: [{ type: 'bold' }, { type: 'link', attrs: { href: '/returns' } }] },
      ],
    },
    {
      type: 'steps',
      content: [{ type: 'step', attrs: { title: 'Pack it' }, content: [paragraph('In its box.')] }],
    },
    { type: 'callout', attrs: { tone: 'warning' }, content: [paragraph('No glass.')] },
    { type: 'orderedList', attrs: { start: 3 }, content: [{ type: 'listItem', content: [paragraph('Third')] }] },
    {
      type: 'table',
      content: [
        {
          type: 'tableRow',
          content: [
            { type: 'tableHeader', attrs: { colspan: 2 }, content: [paragraph('Size')] },
            { type: 'tableCell', content: [paragraph('L')] },
          ],
        },
      ],
    },
    { type: 'image', attrs: { file: 'file_1', alt: 'A box' } },
    { type: 'video', attrs: { file: 'file_2', title: 'Packing', captions: null, transcript: '' } },
    { type: 'faq', content: [{ type: 'faqItem', attrs: { question: 'And glass?' }, content: [paragraph('Ask us.')] }] },
    { type: 'horizontalRule' },
  ],
}

test('what the server keeps comes back from the editor as it was', () => {
  expect(HelpDocument.parse(whole)).toEqual(whole)
  expect(toShape(fromShape(whole))).toEqual(whole)
})

test('titles are lines in the editor, and what only the editor knows stays there', () => {
  const [steps] = fromShape({ type: 'doc', content: [whole.content?.[2] as DocNode] }).content ?? []
  expect(steps?.content?.[0]?.content?.[0]).toEqual({ type: 'stepTitle', content: [{ type: 'text', text: 'Pack it' }] })
  const typed = {
    type: 'doc',
    content: [
      {
        type: 'image',
        attrs: { file: 'file_1', remote: null, alt: null, caption: null },
      },
      {
        type: 'table',
        content: [
          {
            type: 'tableRow',
            content: [
              {
                type: 'tableCell',
                attrs: { colspan: 1, rowspan: 1, colwidth: null },
                content: [{ type: 'paragraph' }],
              },
            ],
          },
        ],
      },
      { type: 'paragraph' },
    ],
  }
  const kept = toShape(typed)
  expect(kept.content).toEqual([
    { type: 'image', attrs: { file: 'file_1', alt: '' } },
    {
      type: 'table',
      content: [{ type: 'tableRow', content: [{ type: 'tableCell', content: [{ type: 'paragraph' }] }] }],
    },
  ])
  expect(lacksWords(kept)).toBe(true)
})

test('a step without its title yet is kept, and is empty again in the editor', () => {
  const kept = toShape({
    type: 'doc',
    content: [{ type: 'steps', content: [{ type: 'step', content: [{ type: 'stepTitle' }, { type: 'paragraph' }] }] }],
  })
  expect(HelpDocument.safeParse(kept).success).toBe(true)
  expect(lacksWords(kept)).toBe(true)
  expect(fromShape(kept).content?.[0]?.content?.[0]?.content?.[0]).toEqual({ type: 'stepTitle' })
})

test('the words of a document in a row', () => {
  expect(textOf(whole)).toContain('Send it back Within , says the rule Pack it')
  expect(lacksWords(whole)).toBe(false)
})
