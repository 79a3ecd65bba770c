import { hash } from 'node:crypto'

/** Tells at once that a document came again as it was. What the contract parsed has its fields in one order. */
export function contentHash(document: unknown): string {
  return hash('sha256', JSON.stringify(document), 'base64url')
}

/** What stands for the content of an order whose shopper was taken out of it: nothing that comes from elsewhere changes it any more. */
export const forgotten = 'forgotten'

/** Whether two documents say the same, in whatever order their fields came. */
export function sameContent(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other)
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const fields = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${fields.map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`).join(',')}}`
}
