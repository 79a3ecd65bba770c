import { findChange } from '#modules/changes'
import { findShipment } from '#modules/deliveries'
import { findOrder, findOrderOfItem } from '#modules/orders'
import { findProblem } from '#modules/problems'
import { loadRefunds } from '#modules/refunds'
import { findReplacement } from '#modules/replacements'
import { findReturn } from '#modules/returns'
import { notFound } from '#platform/errors'
import type { Reader } from '#platform/work'

/** What a conversation can be about, as callers name it. */
export interface SubjectInput {
  kind: 'order' | 'item' | 'shipment' | 'problem' | 'return' | 'refund' | 'replacement' | 'change' | 'article'
  id: string
}

/** It as it was found: with our own ids, and whose it is; null for what is nobody's, such as an article. */
export interface FoundSubject {
  kind: SubjectInput['kind']
  id: string
  orderId: string | null
  customerId: string | null
}

type ArticleFinder = (reader: Reader, id: string) => Promise<{ id: string } | undefined>

let articlesComeFrom: ArticleFinder = async () => undefined

/** The help center stands below: it says which articles the reader's actor may see. */
export function articleSubjectsComeFrom(find: ArticleFinder): void {
  articlesComeFrom = find
}

/** Finds what a conversation is about, as far as the reader's actor may see it. Another's thing and none are answered alike. */
export async function findSubject(reader: Reader, subject: SubjectInput): Promise<FoundSubject> {
  if (subject.kind === 'article') {
    const article = (await articlesComeFrom(reader, subject.id)) ?? notFound('article')
    // What a guest writes stays with the order that they proved.
    const orderId = reader.actor.kind === 'guest' ? reader.actor.orderId : null
    return { kind: 'article', id: article.id, orderId, customerId: null }
  }
  if (subject.kind === 'return') {
    const { row, lines } = await findReturn(reader, subject.id)
    const orderIds = new Set(lines.map((line) => line.order_id))
    return {
      kind: 'return',
      id: row.id,
      orderId: orderIds.size === 1 ? ([...orderIds][0] ?? null) : null,
      customerId: row.customer_id,
    }
  }
  const { id, orderId } = await placeOf(reader, subject)
  const { row } = await findOrder(reader, orderId, subject.kind)
  return { kind: subject.kind, id: id ?? row.id, orderId: row.id, customerId: row.customer_id }
}

async function placeOf(reader: Reader, { kind, id }: SubjectInput): Promise<{ id: string | null; orderId: string }> {
  switch (kind) {
    case 'item': {
      const { order, item } = await findOrderOfItem(reader, id)
      return { id: item.id, orderId: order.row.id }
    }
    case 'shipment': {
      const { row } = await findShipment(reader, id)
      return { id: row.id, orderId: row.order_id }
    }
    case 'problem': {
      const { row } = await findProblem(reader, id)
      return { id: row.id, orderId: row.order_id }
    }
    case 'refund': {
      const [refund] = await loadRefunds(reader, [id])
      return refund ? { id, orderId: refund.row.order_id } : notFound('refund')
    }
    case 'replacement': {
      const { row } = await findReplacement(reader, id)
      return { id: row.id, orderId: row.order_id }
    }
    case 'change': {
      const { row } = await findChange(reader, id)
      return { id: row.id, orderId: row.order_id }
    }
    default:
      return { id: null, orderId: id }
  }
}
