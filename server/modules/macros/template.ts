import { invalid, refuse } from '#platform/errors'
import { isVariable, type VariableName } from './variables.ts'

/** A variable in a macro's words. */
export interface Placeholder {
  name: VariableName
  /** What stands there when the variable is empty; null: then it is not sent. */
  fallback: string | null
  /** As it was written. */
  source: string
}

export type Template = (string | Placeholder)[]

/** What is known of a conversation right now; null is empty. */
export type Values = Readonly<Record<VariableName, string | null>>

// {{ name }} or {{ name | default: "words" }}; inside the words \" and \\ stand for themselves.
const inside = /^\s*([a-z_]+(?:\.[a-z_]+)*)\s*(?:\|\s*default\s*:\s*"((?:[^"\\]|\\.)*)"\s*)?$/

/** Reads a macro's words. Refuses what no macro may hold: an unknown variable, or braces that are not closed. */
export function readTemplate(text: string, param = 'text'): Template {
  const template: Template = []
  let end = 0
  for (let start = text.indexOf('{{'); start !== -1; start = text.indexOf('{{', end)) {
    const close = closeOf(text, start + 2)
    if (close === -1) invalid(param, 'A {{ is not closed by }}.', 'template_invalid')
    if (start > end) template.push(text.slice(end, start))
    template.push(readPlaceholder(text.slice(start, close + 2), param))
    end = close + 2
  }
  if (end < text.length) template.push(text.slice(end))
  return template
}

// Braces inside of the words of a default do not close it.
function closeOf(text: string, from: number): number {
  let quoted = false
  for (let at = from; at < text.length; at++) {
    if (quoted && text[at] === '\\') at++
    else if (text[at] === '"') quoted = !quoted
    else if (!quoted && text.startsWith('}}', at)) return at
    else if (!quoted && text.startsWith('{{', at)) return -1
  }
  return -1
}

function readPlaceholder(source: string, param: string): Placeholder {
  const match = inside.exec(source.slice(2, -2))
  if (!match)
    invalid(
      param,
      `${source} cannot be read. Write {{contact.first_name}} or {{contact.first_name | default: "there"}}.`,
      'template_invalid',
    )
  const name = match[1] ?? ''
  if (!isVariable(name)) refuse('unknown_variable', { variable: name }, `There is no variable ${name}.`)
  const fallback = match[2]?.replaceAll(/\\(.)/g, '$1').trim()
  return { name, fallback: fallback ? fallback : null, source }
}

/**
 * A macro's words with its values. A value is put in as it is and never looked into, whatever it holds. A variable without a
 * value and without a default stays where it is and is named: what has a hole is not sent.
 */
export function fillTemplate(template: Template, values: Values): { text: string; empty: VariableName[] } {
  const empty = new Set<VariableName>()
  const parts = template.map((part) => {
    if (typeof part === 'string') return part
    const value = values[part.name] ?? part.fallback
    if (value === null) empty.add(part.name)
    return value ?? part.source
  })
  return { text: parts.join(''), empty: [...empty] }
}

const anyPlaceholder = /\{\{\s*([a-z_]+(?:\.[a-z_]+)*)\s*(?:\|[^{}]*)?\}\}/g

/** Variables that still stand in words that are about to be sent, unless they came there inside of somebody's own value. */
export function holesIn(text: string, values: Values): VariableName[] {
  let rest = text
  for (const value of Object.values(values)) if (value?.includes('{{')) rest = rest.replaceAll(value, '')
  const names = [...rest.matchAll(anyPlaceholder)].map((match) => match[1] ?? '')
  return [...new Set(names.filter(isVariable))]
}
