import { expect, test } from 'vitest'
import { tellDone } from './tell-done.ts'

const promise = 'I’m looking at it right now, and I’ll tell you what we can do in a moment.'
const done = 'A new one is on its way to you.'

test.each([
  ['an empty field', '', done],
  [
    'an opening that promised',
    `Hello Ava,\n\nI’m sorry it broke. ${promise}`,
    `Hello Ava,\n\nI’m sorry it broke.\n\n${done}`,
  ],
  ['one that was gone on from', `I’m sorry. ${promise} Thank you!`, `I’m sorry. Thank you!\n\n${done}`],
  ['words of our own', 'Good news!\n', `Good news!\n\n${done}`],
  ['nothing but the promise', promise, done],
])('%s', (_name, draft, expected) => {
  expect(tellDone(draft, [promise, ''], done)).toBe(expected)
})
