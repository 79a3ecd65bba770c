/** What a macro can say of a case: what each variable means, and how it looks. */
export const variables = {
  'contact.first_name': { words: 'First name of whoever wrote to us', example: 'Ava' },
  'contact.name': { words: 'Their whole name', example: 'Ava Moore' },
  'contact.email': { words: 'Their e-mail address', example: 'ava@example.com' },
  'agent.first_name': { words: 'First name of whoever answers', example: 'Sam' },
  'conversation.reference': { words: 'Reference of the conversation', example: 'MR-7F3K-29Q' },
  'store.name': { words: 'Name of the store', example: 'Harbor Goods' },
  'store.email': { words: 'Address at which the store is reached', example: 'help@example.com' },
  'order.number': { words: 'Number of the order it is about', example: '1001' },
  'order.date': { words: 'Day on which it was placed', example: 'Monday, March 2' },
  'order.item': { words: 'What it is about: the item, or the first one of the order', example: 'Alder desk lamp' },
  'order.total': { words: 'What the order cost', example: '$45.99' },
  'order.promised': { words: 'Day by which the order was promised', example: 'Friday, March 6' },
  'shipment.carrier': { words: 'Who carries the parcel', example: 'Acme Post' },
  'shipment.tracking_number': { words: 'Its tracking number', example: '1Z1001' },
  'shipment.promised': { words: 'Day by which the parcel was promised', example: 'Friday, March 6' },
  'shipment.delivered': { words: 'Day on which it was delivered', example: 'Thursday, March 5' },
  'refund.amount': { words: 'What goes back', example: '$45.99' },
  'refund.method': { words: 'To what it goes back', example: 'Visa ending 4242' },
  'refund.by': { words: 'Day by which it is there', example: 'Monday, March 9' },
  'return.reference': { words: 'Reference of the return', example: 'MR-2K9D-41F' },
  'return.item': { words: 'What goes back', example: 'Alder desk lamp' },
  'return.by': { words: 'Day by which it should be handed over', example: 'Thursday, April 2' },
  'replacement.by': { words: 'Day by which the new one arrives', example: 'Monday, March 9' },
} as const satisfies Record<string, { words: string; example: string }>

export type VariableName = keyof typeof variables

export function isVariable(name: string): name is VariableName {
  return Object.hasOwn(variables, name)
}
