import { policyValueForms, type PolicyValueForm } from './contract.ts'

const token = /\{\{\s*policy:\s*([^|{}\s\\]{1,200})\s*(?:\\?\|\s*(\w+)\s*)?\}\}/g

/** Divides words at `{{policy:key|as}}`; without a form the value stands as it is. */
export function policyTokens(text: string): (string | { key: string; as: PolicyValueForm })[] {
  const parts: (string | { key: string; as: PolicyValueForm })[] = []
  let from = 0
  for (const match of text.matchAll(token)) {
    const [whole, key = '', as = 'text'] = match
    parts.push(text.slice(from, match.index), { key, as: isForm(as) ? as : 'text' })
    from = match.index + whole.length
  }
  parts.push(text.slice(from))
  return parts
}

/** Forms that are written in a text and do not exist, with their line. */
export function unknownForms(text: string): { line: number; form: string }[] {
  return [...text.matchAll(token)].flatMap((match) => {
    const [, , as = 'text'] = match
    return isForm(as) ? [] : [{ line: text.slice(0, match.index).split('\n').length, form: as }]
  })
}

/** The line of the first mention of a key in a text; 1 where it is nowhere. */
export function lineOfKey(text: string, key: string): number {
  const match = [...text.matchAll(token)].find(([, named]) => named === key)
  return match ? text.slice(0, match.index).split('\n').length : 1
}

function isForm(word: string): word is PolicyValueForm {
  return (policyValueForms as readonly string[]).includes(word)
}
