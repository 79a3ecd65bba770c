import type { Order } from '#contract/story'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { classes } from '../ui/classes.ts'
import { buttonClass } from '../ui/button-looks.ts'
import { useShopper } from './text.ts'

type Action = Order['allowed'][number]
type Item = Order['items'][number]

const helpOrder: Action['action'][] = [
  'view_claim',
  'view_problem',
  'view_return',
  'claim',
  'problem',
  'return',
  'track',
  'turned_up',
  'cancel',
  'request_cancel',
  'change_variant',
  'change_address',
  'change_payment',
  'contact',
  'buy_again',
]

type ItemActionsProps = { orderId: string; item: Item; className?: string }

/** Exactly what is allowed now, as buttons; the likeliest first and marked. */
export function ItemActions({ orderId, item, className }: ItemActionsProps) {
  const actions = sorted(item.allowed, item)
  if (actions.length === 0) return null
  return (
    <div
      className={classes(
        'grid grid-cols-1 content-start gap-2 min-[22rem]:grid-cols-2 sm:w-56 sm:grid-cols-1 max-sm:[&>:first-child:nth-last-child(odd)]:col-span-full',
        className,
      )}
    >
      {actions.map((action, index) => (
        <ActionLink
          key={action.action}
          orderId={orderId}
          itemId={item.id}
          shipmentId={item.shipmentId}
          problemId={item.problemId}
          returnId={item.returnId}
          claimId={item.claimId}
          action={action}
          className={buttonClass({ look: lookOf(action, item, index) })}
        />
      ))}
    </div>
  )
}

type ActionLinkProps = {
  orderId: string
  itemId?: string
  shipmentId?: string | null
  problemId?: string | null
  returnId?: string | null
  claimId?: string | null
  action: Action
  className: string
}

/** One allowed action as a link to the page where it happens. */
export function ActionLink({
  orderId,
  itemId,
  shipmentId,
  problemId,
  returnId,
  claimId,
  action,
  className,
}: ActionLinkProps) {
  const { t } = useShopper()
  const words: ReactNode = t(action.decided ? 'action.view_claim.decided' : `action.${action.action}`)
  const params = { orderId }
  const search = { item: itemId }
  switch (action.action) {
    case 'track':
      return (
        <Link
          to="/orders/$orderId/tracking"
          params={params}
          search={{ shipment: shipmentId ?? undefined }}
          className={className}
        >
          {words}
        </Link>
      )
    case 'problem':
      return (
        <Link to="/orders/$orderId/problem" params={params} search={search} className={className}>
          {words}
        </Link>
      )
    case 'view_problem':
      return (
        problemId && (
          <Link to="/problems/$problemId" params={{ problemId }} className={className}>
            {words}
          </Link>
        )
      )
    case 'view_claim':
      return (
        claimId && (
          <Link to="/claims/$claimId" params={{ claimId }} className={className}>
            {words}
          </Link>
        )
      )
    case 'claim':
      return (
        <Link to="/orders/$orderId/claim" params={params} search={search} className={className}>
          {words}
        </Link>
      )
    case 'turned_up':
      return (
        problemId && (
          <Link to="/problems/$problemId/turned-up" params={{ problemId }} className={className}>
            {words}
          </Link>
        )
      )
    case 'return':
      return (
        <Link to="/orders/$orderId/return" params={params} search={search} className={className}>
          {words}
        </Link>
      )
    case 'view_return':
      return (
        returnId && (
          <Link to="/returns/$returnId" params={{ returnId }} className={className}>
            {words}
          </Link>
        )
      )
    case 'cancel':
    case 'request_cancel':
      return (
        <Link to="/orders/$orderId/cancel" params={params} search={search} className={className}>
          {words}
        </Link>
      )
    case 'change_address':
      return (
        <Link to="/orders/$orderId/address" params={params} className={className}>
          {words}
        </Link>
      )
    case 'change_variant':
      return (
        <Link to="/orders/$orderId/variant" params={params} search={search} className={className}>
          {words}
        </Link>
      )
    case 'change_payment':
      return (
        <Link to="/orders/$orderId/payment" params={params} className={className}>
          {words}
        </Link>
      )
    case 'contact':
      return (
        <Link to="/contact" search={{ order: orderId, item: itemId }} className={className}>
          {words}
        </Link>
      )
    case 'buy_again':
      return (
        <a href={action.href} className={className}>
          {words}
        </a>
      )
    default:
      return null
  }
}

function lookOf(action: Action, item: Item, index: number) {
  if (action.action === 'contact' || action.action === 'buy_again') return 'quiet'
  return index === 0 && isLikeliest(action, item) ? 'primary' : 'secondary'
}

/** Only what the state itself calls for stands out; a page of old orders stays calm. */
function isLikeliest(action: Action, item: Item) {
  if (action.action === 'view_problem' || action.action === 'claim') return true
  if (action.action === 'view_claim') return ['claim_open', 'claim_asks', 'in_review'].includes(item.state.code)
  if (action.action === 'view_return') return item.state.code === 'return_open'
  if (action.action === 'track') return ['shipped', 'out_for_delivery', 'ready_for_pickup'].includes(item.state.code)
  return action.action === 'problem' && (item.state.late || ['late', 'lost'].includes(item.state.code))
}

/** The likeliest first. */
export function sorted(actions: Action[], item: Item): Action[] {
  const problemFirst = item.state.late || ['delivered', 'late', 'lost', 'delivery_attempted'].includes(item.state.code)
  const rank = (action: Action) => (action.action === 'track' && !problemFirst ? 0.5 : helpOrder.indexOf(action.action))
  return [...actions].filter((action) => isShown(action, item)).sort((a, b) => rank(a) - rank(b))
}

function isShown(action: Action, item: Item) {
  if (action.action === 'view_problem' || action.action === 'turned_up') return item.problemId !== null
  if (action.action === 'view_return') return item.returnId !== null
  if (action.action === 'view_claim') return item.claimId !== null
  return action.action !== 'buy_again' || action.href !== undefined
}
