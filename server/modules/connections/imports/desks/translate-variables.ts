import { isVariable } from '#modules/macros'
import { fault } from './read.ts'

/** What other desks call what we know. In small letters; `[0]` of lists is left out. */
const ours: Record<string, string> = {
  // Zendesk
  'ticket.requester.first_name': 'contact.first_name',
  'ticket.requester.name': 'contact.name',
  'ticket.requester.email': 'contact.email',
  'current_user.first_name': 'agent.first_name',
  'current_user.name': 'agent.first_name',
  'ticket.assignee.first_name': 'agent.first_name',
  'ticket.assignee.name': 'agent.first_name',
  'ticket.id': 'conversation.reference',
  'ticket.account': 'store.name',
  'ticket.brand.name': 'store.name',
  // Gorgias
  'ticket.customer.firstname': 'contact.first_name',
  'ticket.customer.first_name': 'contact.first_name',
  'ticket.customer.name': 'contact.name',
  'ticket.customer.fullname': 'contact.name',
  'ticket.customer.email': 'contact.email',
  'current_user.firstname': 'agent.first_name',
  'ticket.assignee_user.firstname': 'agent.first_name',
  'ticket.customer.integrations.shopify.customer.first_name': 'contact.first_name',
  'ticket.customer.integrations.shopify.orders.name': 'order.number',
  'ticket.customer.integrations.shopify.orders.order_number': 'order.number',
  'ticket.customer.integrations.shopify.orders.total_price': 'order.total',
  'ticket.customer.integrations.shopify.orders.created_at': 'order.date',
  'ticket.customer.integrations.shopify.orders.fulfillments.tracking_number': 'shipment.tracking_number',
  'ticket.customer.integrations.shopify.orders.fulfillments.tracking_company': 'shipment.carrier',
  // Intercom
  first_name: 'contact.first_name',
  name: 'contact.name',
  email: 'contact.email',
  'user.first_name': 'contact.first_name',
  'user.name': 'contact.name',
  'user.email': 'contact.email',
  'contact.firstname': 'contact.first_name',
  'author.first_name': 'agent.first_name',
  'author.name': 'agent.first_name',
  'teammate.first_name': 'agent.first_name',
  'teammate.name': 'agent.first_name',
  'admin.first_name': 'agent.first_name',
  'workspace.name': 'store.name',
  'app.name': 'store.name',
  'conversation.id': 'conversation.reference',
}

/** Words with the variables of another desk, with ours instead. A fault names what is not known here. */
export function translateVariables(words: string): string {
  if (/\{%/.test(words))
    fault(
      'template_invalid',
      'It has conditions ({% … %}); macros here have none. Write one macro for each case.',
      'text',
    )
  return words.replaceAll(/\{\{\s*([^{}]*?)\s*\}\}/g, (_whole, inner: string) => translated(inner))
}

function translated(inner: string): string {
  const [path = '', ...filters] = inner.split('|').map((part) => part.trim())
  const name = path.toLowerCase().replaceAll(/\[\d+\]/g, '')
  const known = ours[name] ?? (isVariable(name) ? name : undefined)
  if (!known) fault('unknown_variable', `There is no variable ${path} here.`, 'text')
  const fallback = filters
    .map((filter) => /^(?:default|fallback)\s*:\s*(["'“])(.*)["'”]$/.exec(filter)?.[2])
    .find((words) => words !== undefined)
  if (!fallback?.trim()) return `{{${known}}}`
  return `{{${known} | default: "${fallback.replaceAll(/[\\"]/g, '\\$&')}"}}`
}
