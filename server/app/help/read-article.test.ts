import { expect, test } from 'vitest'
import { toHtml } from '../../modules/helpcenter/document/to-html.ts'
import { wordsFor } from '../../modules/helpcenter/document/words.ts'
import type { Block } from '../../modules/helpcenter/document/shape.ts'
import { readArticle } from './read-article.ts'

const paragraph = (text: string): Block => ({ type: 'paragraph', content: [{ type: 'text', text }] })
const heading = (text: string): Block => ({
  type: 'heading',
  attrs: { level: 2 },
  content: [{ type: 'text', text, marks: [{ type: 'bold' }] }],
})

test('headings, steps and questions are found in what the document becomes', () => {
  const html = toHtml(
    {
      type: 'doc',
      content: [
        heading('Before & after'),
        {
          type: 'steps',
          content: [
            { type: 'step', attrs: { title: 'Open <Your Orders>' }, content: [paragraph('There it is.')] },
            {
              type: 'step',
              attrs: { title: 'Choose' },
              content: [
                { type: 'orderedList', content: [{ type: 'listItem', content: [paragraph('One')] }] },
                paragraph('Then go on.'),
              ],
            },
          ],
        },
        heading('Two'),
        heading('Three'),
        {
          type: 'faq',
          content: [
            {
              type: 'faqItem',
              attrs: { question: 'Is it "free"?' },
              content: [paragraph('Yes.'), paragraph('Always.')],
            },
          ],
        },
      ],
    },
    { valueOf: () => '', fileUrl: () => '', words: wordsFor('en'), locale: 'en' },
  )
  const read = readArticle({ html } as Parameters<typeof readArticle>[0])
  expect(read.contents).toEqual([
    { id: 's-before-after', title: 'Before & after' },
    { id: 's-two', title: 'Two' },
    { id: 's-three', title: 'Three' },
  ])
  expect(read.steps).toEqual([
    { title: 'Open <Your Orders>', text: 'There it is.' },
    { title: 'Choose', text: 'One Then go on.' },
  ])
  expect(read.questions).toEqual([{ question: 'Is it "free"?', answer: 'Yes. Always.' }])
})
