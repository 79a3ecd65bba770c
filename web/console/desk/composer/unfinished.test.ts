import { expect, test } from 'vitest'
import { unfinished } from './unfinished.ts'

const opening = 'I’m sorry the blender arrived broken, Ava. That’s on us.'

test.each([
  ['nothing at all', '  \n ', [], false, { because: 'empty' }],
  ['files alone are something', '', [], true, null],
  ['the opening on its own', `  ${opening.toUpperCase()}\n`, [opening], false, { because: 'template' }],
  ['the opening with an answer after it', `${opening}\n\nA new one is on its way.`, [opening], false, null],
  [
    'a variable without a value',
    'Hello {{contact.first_name}}!',
    [],
    false,
    { because: 'hole', hole: '{{contact.first_name}}' },
  ],
  ['a place to be written out', 'It arrives on [date…].', [], false, { because: 'hole', hole: '[date…]' }],
  ['a line to fill', 'Your code is ____.', [], false, { because: 'hole', hole: '____' }],
  ['brackets that mean themselves', 'See the manual [page 3] and snake_case.', [], false, null],
])('%s', (_name, text, template, hasFiles, expected) => {
  expect(unfinished(text, template, hasFiles)).toEqual(expected)
})
