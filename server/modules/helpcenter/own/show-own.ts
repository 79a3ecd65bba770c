import { presentClaims } from '#modules/claims'
import { reachableIdsOf } from '#modules/customers'
import { listOrders } from '#modules/orders'
import { presentProblems } from '#modules/problems'
import { isForSomebodyElse, presentRefunds, refundsOf } from '#modules/refunds'
import { presentReplacements } from '#modules/replacements'
import { presentReturns } from '#modules/returns'
import { loadStories, presentOrder, type StoryOfOrder } from '#modules/story'
import type { Reader } from '#platform/work'
import { limits } from '../../../limits.ts'
import type { HelpTopic } from '../contract.ts'
import type { OwnCard } from './contract.ts'
import { cardsOf, kindsFor, type Matters, type OwnKind } from './rules.ts'

/** What goes on in the newest orders of whoever reads, as far as an article of a topic is about it. */
export async function showOwn(
  reader: Reader,
  { topic }: { topic?: HelpTopic | undefined },
): Promise<{ data: OwnCard[] }> {
  const kinds = kindsFor(topic)
  if (kinds.length === 0) return { data: [] }
  const stories = await loadStories(reader, await ownOrderIds(reader))
  return { data: cardsOf(await mattersOf(reader, stories, kinds), topic, reader.now) }
}

async function ownOrderIds(reader: Reader): Promise<string[]> {
  const { actor } = reader
  if (actor.kind === 'guest') return [actor.orderId]
  if (actor.kind !== 'shopper') return []
  const customerIds = await reachableIdsOf(reader, actor.customerId)
  return (await listOrders(reader, { customerIds, limit: limits.helpPages.ownOrders })).ids
}

async function mattersOf(
  reader: Reader,
  stories: readonly StoryOfOrder[],
  kinds: readonly OwnKind[],
): Promise<Matters> {
  const ids = stories.map(({ order }) => order.row.id)
  const wants = (kind: OwnKind) => kinds.includes(kind)
  // A return may span several orders, and is there once.
  const returns = new Map(stories.flatMap((story) => story.returns).map((each) => [each.row.id, each]))
  return {
    orders: stories.map(presentOrder),
    returns: wants('return') || wants('refund') ? await presentReturns(reader, [...returns.values()]) : [],
    refunds: wants('refund') ? await presentRefunds(reader, await ownRefundIds(reader, ids)) : [],
    replacements: wants('replacement')
      ? await presentReplacements(
          reader,
          stories.flatMap((story) => story.replacements),
        )
      : [],
    problems: wants('problem')
      ? await presentProblems(
          reader,
          stories.flatMap((story) => story.problems),
        )
      : [],
    claims: wants('claim')
      ? await presentClaims(
          reader,
          stories.flatMap((story) => story.claims),
        )
      : [],
  }
}

// What went to whoever received a gift is nobody else's business.
async function ownRefundIds(reader: Reader, orderIds: readonly string[]): Promise<string[]> {
  const details = await refundsOf(reader, orderIds)
  return details.filter((detail) => isForSomebodyElse(detail) === null).map(({ row }) => row.id)
}
