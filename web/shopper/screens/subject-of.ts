const subjects = [
  'order',
  'item',
  'shipment',
  'problem',
  'return',
  'refund',
  'replacement',
  'change',
  'article',
] as const
export type Subject = { kind: (typeof subjects)[number]; id: string }

/** What somebody writes or speaks to us about: what a page names, else the item, else the order. */
export function subjectOf(
  about: string | undefined,
  itemId: string | undefined,
  orderId: string | undefined,
): Subject | undefined {
  const [kind, id] = about?.split(':') ?? []
  const known = subjects.find((each) => each === kind)
  if (known && id) return { kind: known, id }
  if (itemId) return { kind: 'item', id: itemId }
  return orderId ? { kind: 'order', id: orderId } : undefined
}
