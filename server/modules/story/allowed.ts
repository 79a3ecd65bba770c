import type { ProblemKind } from '#contract/problems'
import { allowedChanges } from '#modules/changes'
import { answeredBy, decidedWords } from '#modules/claims'
import { currentUnits, type ItemRow, unitsBefore } from '#modules/orders'
import { resolvePolicy, type Resolved } from '#modules/policy'
import { isLineLive, returnOnItem, type ReturnRecord } from '#modules/returns'
import {
  allowedOnProblem,
  changeInTheWay,
  groundOf,
  reportableKinds,
  reportableUnits,
  type ReportFacts,
  whyNotReportable,
  type ProblemRecord,
} from '#modules/problems'
import { claimToShow, claimsOnItem, isUndecided, overchargeOn } from './claims.ts'
import type { AllowedAction, NotAllowedAction } from './contract.ts'
import { unitsOfItem } from './item-state.ts'
import type { StoryOfOrder } from './load-orders.ts'
import type * as z from 'zod'

type Allowed = z.infer<typeof AllowedAction>
type NotAllowed = z.infer<typeof NotAllowedAction>

export interface Actions {
  allowed: Allowed[]
  notAllowed: NotAllowed[]
}

/** What can be done with one item now, asked of the same rules that the commands ask, and why a usual thing cannot. */
export function actionsOnItem(story: StoryOfOrder, item: ItemRow): Actions {
  const units = unitsOfItem(story, item)
  const left = units.filter((unit) => unit.canceled_at === null)
  const changes = changesOn(story, item)
  const problem = problemOf(story, new Set(units.map((unit) => unit.id)))
  const report = reportOn(story, item, left.length > 0)
  const back = returnActionsOn(story, item, left.length > 0)
  const claim = claimToShow(story, new Set(units.map((unit) => unit.id)))
  const claimOpen = claim !== undefined && isUndecided(claim)
  // What came of a problem is told where it went on: one page for one matter.
  const told = problem && !(claim && claim.row.problem_id === problem.row.id) ? problem : undefined
  const allowed: Allowed[] = [
    ...(claimOpen ? [{ action: 'view_claim' as const }] : []),
    ...(told && isOpen(told) ? [{ action: 'view_problem' as const }] : []),
    ...back.open,
    ...(left.some((unit) => story.parcelOf.has(unit.id)) ? [{ action: 'track' as const }] : []),
    ...report.allowed,
    ...claimsOnItem(story, item, orderRules(story)),
    ...back.allowed,
    ...(claim && !claimOpen ? [{ action: 'view_claim' as const, decided: true }] : []),
    ...(told && !isOpen(told) ? [{ action: 'view_problem' as const }] : []),
    ...(problem && allowedOnProblem(problem.row).some(({ action }) => action === 'turned_up')
      ? [{ action: 'turned_up' as const }]
      : []),
    ...changes.allowed,
    ...buyAgain(story, item),
    { action: 'contact' },
  ]
  return { allowed, notAllowed: [...report.notAllowed, ...back.notAllowed, ...changes.notAllowed] }
}

/** The return that units of an item are on, or were on last. */
export function returnOf(story: StoryOfOrder, item: ItemRow): ReturnRecord | undefined {
  const theirs = story.returns.filter(({ lines }) => lines.some((line) => line.item_id === item.id && isLineLive(line)))
  return theirs.find(({ row }) => !row.closed_at && !row.canceled_at) ?? theirs.findLast(({ row }) => !row.canceled_at)
}

function returnActionsOn(story: StoryOfOrder, item: ItemRow, any: boolean): Actions & { open: Allowed[] } {
  const found = returnOf(story, item)
  const open: Allowed[] = found ? [{ action: 'view_return' }] : []
  if (!any || item.bundle_parent_id !== null) return { open, allowed: [], notAllowed: [] }
  const { order } = story
  const { allowed, notAllowed } = returnOnItem(
    {
      order,
      heads: story.parcels,
      resolved: orderRules(story),
      zone: story.zone,
      tier: story.customer?.tier ?? null,
      now: story.now,
      returns: story.returns,
      replacements: story.replacements,
      seller: item.seller_id ? (story.sellers.get(item.seller_id)?.reference ?? item.seller_id) : null,
    },
    item,
  )
  return { open, allowed, notAllowed }
}

function orderRules({ order, policy, customer }: StoryOfOrder): Resolved {
  return resolvePolicy(policy.ruleset, {
    country: order.row.ship_to_country,
    tier: customer?.tier ?? null,
    businessBuyer: order.row.business_buyer,
  })
}

/** What can be done with the order as a whole now. */
export function actionsOnOrder(story: StoryOfOrder): Actions {
  const changes = changesOn(story, null)
  return {
    allowed: [
      ...(story.parcels.length > 0 ? [{ action: 'track' as const }] : []),
      ...changes.allowed,
      ...overchargeOn(story, orderRules(story)),
      ...(isWithdrawable(story) ? [{ action: 'withdraw' as const }] : []),
      { action: 'contact' },
    ],
    notAllowed: changes.notAllowed,
  }
}

/** Where the law gives a right to withdraw the function is offered all along; whether it is in time is said when it is used. */
function isWithdrawable(story: StoryOfOrder): boolean {
  const rules = orderRules(story)
  return (
    !story.order.row.business_buyer &&
    rules.get('withdrawal.days') > 0 &&
    rules.get('withdrawal.function') !== 'none' &&
    currentUnits(story.order).some((unit) => unit.canceled_at === null && unit.settled_by === null)
  )
}

/** The matter that these units are in, or were in last. */
export function problemOf(story: StoryOfOrder, unitIds: ReadonlySet<string>): ProblemRecord | undefined {
  const theirs = story.problems.filter((problem) =>
    problem.unitIds.some((unitId) => unitIds.has(unitId) || [...unitIds].some((id) => replaces(story, id, unitId))),
  )
  return theirs.find(isOpen) ?? theirs.filter(({ row }) => row.state !== 'withdrawn').at(-1)
}

function isOpen({ row }: ProblemRecord): boolean {
  return ['open', 'waiting', 'in_review'].includes(row.state)
}

/** Whether a unit stands where an earlier one stood. */
function replaces(story: StoryOfOrder, unitId: string, earlierId: string): boolean {
  const unit = story.order.units.find((each) => each.id === unitId)
  return unit !== undefined && unitsBefore(story.order, unit).some(({ id }) => id === earlierId)
}

function changesOn(story: StoryOfOrder, item: ItemRow | null): Actions {
  const { order } = story
  const pending = story.changes.some(({ row }) => ['asked', 'pending', 'review'].includes(row.state))
  return allowedChanges(
    {
      order,
      resolved: resolvedFor(story, item),
      parcels: story.changeParcels,
      now: story.now,
      pending,
      contactChangedAt: story.customer?.contactChangedAt ?? null,
    },
    item?.id,
  )
}

function reportOn(story: StoryOfOrder, item: ItemRow, any: boolean): Actions {
  if (!any) return { allowed: [], notAllowed: [] }
  const facts = {
    ...story.reportFacts,
    units: story.reportFacts.units.filter((unit) => unit.itemId === item.id),
  }
  const change = changeInTheWay(story.changes)
  if (change) return { allowed: [], notAllowed: [{ action: 'problem', code: change.code, message: change.message }] }
  const all = reportableKinds(facts)
  const kinds = all.filter((kind) => answerTo(story, item, facts, kind) === null)
  if (kinds.length > 0) return { allowed: [{ action: 'problem', kinds }], notAllowed: [] }
  const answer = all[0] && answerTo(story, item, facts, all[0])
  if (answer)
    return {
      allowed: [],
      notAllowed: [{ action: 'problem', code: 'claim_decided', message: decidedWords(answer) }],
    }
  const { code, message } = whyNotReportable(facts)
  return { allowed: [], notAllowed: [{ action: 'problem', code, message }] }
}

/** The claim that has answered a kind of problem for all that it could be reported about: that is appealed, and not asked again. */
function answerTo({ claims }: StoryOfOrder, item: ItemRow, facts: ReportFacts, kind: ProblemKind) {
  if (item.seller_id === null) return null
  const answers = reportableUnits(facts, kind).map(({ unitId }) => answeredBy(claims, [unitId], groundOf(kind)))
  return answers.every((answer) => answer !== null) ? (answers[0] ?? null) : null
}

/** The rules for an item or for everything left of the order, as the commands resolve them. */
function resolvedFor({ order, policy, sellers, customer }: StoryOfOrder, item: ItemRow | null): Resolved {
  const units = currentUnits(order).filter((unit) => unit.canceled_at === null && (!item || unit.item_id === item.id))
  const items = order.items.filter((each) => units.some((unit) => unit.item_id === each.id))
  const sellerId = items.find((each) => each.seller_id)?.seller_id
  return resolvePolicy(policy.ruleset, {
    country: order.row.ship_to_country,
    category: items[0]?.category ?? null,
    seller: sellerId ? (sellers.get(sellerId)?.reference ?? null) : null,
    tier: customer?.tier ?? null,
    value: { amountMinor: units.reduce((sum, unit) => sum + unit.goods_minor, 0), currency: order.row.currency },
    businessBuyer: order.row.business_buyer,
  })
}

/** A way back to the item at the storefront, where its address is known. */
function buyAgain({ order, store }: StoryOfOrder, item: ItemRow): Allowed[] {
  const reference = item.product_id ? order.productReferences.get(item.product_id) : undefined
  return store.publicUrl && reference
    ? [{ action: 'buy_again', href: `${store.publicUrl.replace(/\/$/, '')}/products/${encodeURIComponent(reference)}` }]
    : []
}
