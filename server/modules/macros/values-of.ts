import { firstName } from '#modules/conversations'
import { itemOf } from '#modules/orders'
import { findStaff } from '#modules/staff'
import { formatMoney, money } from '#platform/money'
import { dayInWords } from '#platform/words'
import type { Reader } from '#platform/work'
import type { Case } from './case-of.ts'
import type { Values } from './template.ts'
import { variables, type VariableName } from './variables.ts'

/** Every variable for one case, in its language, as of now. What is not there is empty, never guessed. */
export async function valuesOf(reader: Reader, of: Case): Promise<Values> {
  const { conversation, customer, store, order, shipment, refund, replacement } = of
  const day = (at: Date | string | null | undefined) => (at ? dayInWords(new Date(at), of.zone, of.locale) : null)
  const known: Record<VariableName, string | null | undefined> = {
    'contact.first_name': customer && firstName(customer.name),
    'contact.name': customer?.name,
    'contact.email': customer?.email,
    'agent.first_name': await agentOf(reader, conversation.assignee_id),
    'conversation.reference': conversation.reference,
    'store.name': store.name,
    'store.email': store.supportEmail,
    'order.number': order?.row.reference,
    'order.date': day(order?.row.placed_at),
    'order.item': itemTitle(of),
    'order.total': order && formatMoney(money(order.row.total_minor, order.row.currency), of.locale),
    'order.promised': day(order?.row.promised_deliver_by),
    'shipment.carrier': shipment?.row.carrier,
    'shipment.tracking_number': shipment?.row.tracking_number,
    'shipment.promised': day(shipment?.row.promised_deliver_by),
    'shipment.delivered': day(shipment?.row.delivered_at),
    'refund.amount': refund && formatMoney(refund.amount, of.locale),
    'refund.method':
      refund &&
      listed(
        refund.perTender.map(({ label }) => label),
        of.locale,
      ),
    'refund.by': day(latest(refund?.perTender.map(({ expectedBy }) => expectedBy) ?? [])),
    'return.reference': of.return?.row.reference,
    'return.item': returnTitle(of),
    'return.by': day(of.return?.row.hand_over_by),
    'replacement.by': day(replacement?.row.expected_by),
  }
  const names = Object.keys(variables) as VariableName[]
  return Object.fromEntries(names.map((name) => [name, known[name]?.trim() || null])) as Record<
    VariableName,
    string | null
  >
}

/** Whoever answers: the person who asks, or, where a rule does, the one who holds it. */
async function agentOf({ actor, ...reader }: Reader, assigneeId: string | null): Promise<string | undefined> {
  const staffId = actor.kind === 'staff' ? actor.staffId : assigneeId
  if (staffId === null) return undefined
  const person = (await findStaff({ actor, ...reader }, [staffId])).get(staffId)
  return person && firstName(person.name)
}

function itemTitle({ conversation, order, problem }: Case): string | undefined {
  if (!order) return undefined
  const unit = order.units.find(({ id }) => problem?.unitIds.includes(id))
  const named = conversation.about_kind === 'item' ? conversation.about_id : unit?.item_id
  return (order.items.find(({ id }) => id === named) ?? order.items[0])?.title
}

function returnTitle({ order, return: back }: Case): string | undefined {
  const itemId = back?.lines[0]?.item_id
  return order && itemId ? itemOf(order, itemId)?.title : undefined
}

function listed(labels: readonly string[], locale: string): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format([...new Set(labels)])
}

function latest(dates: readonly (string | null)[]): string | null {
  return (
    dates
      .filter((date) => date !== null)
      .toSorted()
      .at(-1) ?? null
  )
}
