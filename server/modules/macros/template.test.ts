import { describe, expect, it } from 'vitest'
import { ApiError } from '#platform/errors'
import { fillTemplate, holesIn, readTemplate, type Values } from './template.ts'
import { variables, type VariableName } from './variables.ts'

const nothing = Object.fromEntries(Object.keys(variables).map((name) => [name, null])) as Record<VariableName, null>
const values = (some: Partial<Record<VariableName, string>>): Values => ({ ...nothing, ...some })
const fill = (text: string, some: Partial<Record<VariableName, string>> = {}) =>
  fillTemplate(readTemplate(text), values(some))
const codeOf = (text: string) => {
  try {
    readTemplate(text)
  } catch (error) {
    if (error instanceof ApiError) return error.code
    throw error
  }
  return 'fine'
}

const macro = 'Hi {{contact.first_name | default: "there"}}, order {{order.number}} will be refunded {{refund.amount}}.'

describe('words of a macro', () => {
  it.each([
    ['plain words', 'plain words'],
    ['{{contact.first_name}}!', 'Ava!'],
    ['{{ contact.first_name }}{{contact.first_name|default:"x"}}', 'AvaAva'],
    ['{ {contact.first_name} } }}', '{ {contact.first_name} } }}'],
    ['{{order.number | default: "your \\"last\\" order \\\\"}}', 'your "last" order \\'],
    ['{{order.number | default: "}} {{"}}', '}} {{'],
    ['👩‍👩‍👧 é {{contact.first_name}} שלום', '👩‍👩‍👧 é Ava שלום'],
  ])('%s', (text, said) => expect(fill(text, { 'contact.first_name': 'Ava' })).toEqual({ text: said, empty: [] }))

  it('HC-52a an empty name takes the default', () =>
    expect(fill(macro, { 'order.number': '7', 'refund.amount': '$1.00' }).text).toBe(
      'Hi there, order 7 will be refunded $1.00.',
    ))

  it('HC-52b what is empty is named and stays where it is', () =>
    expect(fill(macro)).toEqual({
      text: 'Hi there, order {{order.number}} will be refunded {{refund.amount}}.',
      empty: ['order.number', 'refund.amount'],
    }))

  it('HC-52d a value is never looked into', () => {
    const name = '{{agent.first_name}} <b>x</b> $& $1'
    expect(fill('{{contact.first_name}}', { 'contact.first_name': name, 'agent.first_name': 'Sam' }).text).toBe(name)
  })

  it.each([
    ['HC-52e {{contact.nickname}}', 'unknown_variable'],
    ['{{contact.first_name', 'template_invalid'],
    ['{{contact.first_name {{order.number}}', 'template_invalid'],
    ['{{contact.first_name | upper}}', 'template_invalid'],
    ['{{constructor}}', 'unknown_variable'],
    ['{{contact.first_name | default: there}}', 'template_invalid'],
    ['{{}}', 'template_invalid'],
    ['{{contact.first_name | default: "x" | default: "y"}}', 'template_invalid'],
  ])('%s is refused', (text, code) => expect(codeOf(text)).toBe(code))

  it('a default of blanks is none', () =>
    expect(fill('{{order.number | default: "  "}}').empty).toEqual(['order.number']))
})

describe('holes in edited words', () => {
  it.each([
    ['all written out', {}, []],
    ['order {{order.number}}', {}, ['order.number']],
    ['order {{ order.number | default: "x" }}', {}, ['order.number']],
    ['{{something.else}} stays', {}, []],
    ['Hi {{agent.first_name}},', { 'contact.first_name': '{{agent.first_name}}' }, []],
  ])('%s', (text, some, holes) => expect(holesIn(text, values(some))).toEqual(holes))
})
