import { expect, test } from 'vitest'
import { readArticle } from './read-article.ts'

// As the help center writes it: every text in it is escaped.
const html = [
  '<h2 id="s-before-after"><strong>Before &amp; after</strong></h2>',
  '<ol class="steps"><li><p class="step-title">Open &lt;Your Orders&gt;</p><p>There it is.</p></li>',
  '<li><p class="step-title">Choose</p><ol><li>One</li></ol><p>Then go on.</p></li></ol>',
  '<h2 id="s-two"><strong>Two</strong></h2><h2 id="s-three"><strong>Three</strong></h2>',
  '<div class="faq"><details><summary>Is it &quot;free&quot;?</summary><p>Yes.</p><p>Always.</p></details></div>',
].join('')

test('headings, steps and questions are found in what the document becomes', () => {
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
