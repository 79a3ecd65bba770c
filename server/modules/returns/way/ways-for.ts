import { placesNear, type Point } from '#modules/deliveries'
import type { OrderRecord } from '#modules/orders'
import type { Resolved } from '#modules/policy'
import { assert } from '#platform/errors'
import { money } from '#platform/money'
import type { Reader } from '#platform/work'
import type { ReturnMethod, WayBack } from '../contract.ts'
import { type Goods, goodsOf } from './goods.ts'
import { nearestLocker, type NearPlace } from './nearest-locker.ts'
import { openPickupSlots, type PickupSlot } from './pickup-slots.ts'
import { wayContext, type WayContext } from './way-context.ts'
import { feeOf } from './way-fees.ts'

export interface WaysInput {
  orders: readonly OrderRecord[]
  unitIds: readonly string[]
  /** Nothing is charged for any of them, because it is not the shopper's to bear. */
  free: boolean
  /** Where the shopper is; the address of the first order unless given. */
  near?: Point | null | undefined
  /** The rules it is decided by; those of the first order unless given. */
  resolved?: Resolved | undefined
  tier?: string | null | undefined
  /** A gift's: nothing near the address that is known, because that may be the giver's. */
  gift?: boolean | undefined
}

/** What of the world the ways depend on. */
interface Around {
  dropOff: NearPlace | null
  locker: NearPlace | null
  store: NearPlace | null
  slots: PickupSlot[]
}

/**
 * The ways back that are possible, free ones first and the first one recommended. At least as many of them are free as the
 * rules promise (policy: return.free_options.min). What is hazardous or freight is only ever picked up.
 */
export async function waysFor(reader: Reader, input: WaysInput): Promise<WayBack[]> {
  const [first] = input.orders
  assert(first, 'something of an order goes back')
  const context = await wayContext(reader, first, input)
  const goods = await goodsOf(reader, input.orders, input.unitIds)
  const around = await lookAround(reader, context, goods)
  const facts = {
    free: input.free,
    currency: first.row.currency,
    tier: input.tier ?? null,
    freePointNear: !goods.pickupOnly && (around.dropOff ?? around.locker ?? around.store) !== null,
  }
  const methods = possible(context, goods, around).filter((method) => !input.gift || !isAtHome(method))
  const ways = methods.map((method) => ({
    ...describe(method, around),
    fee: money(feeOf(context.resolved, method, facts), first.row.currency),
  }))
  return inOrder(ways, context.resolved.get('return.free_options.min'))
}

/** Whether a way needs to know where whoever sends it back lives. */
export function isAtHome(method: ReturnMethod): boolean {
  return method === 'pickup' || method === 'locker'
}

function possible({ resolved }: WayContext, goods: Goods, around: Around): ReturnMethod[] {
  const channels = resolved.get('return.channels')
  // Somebody has to come for it: without a time to choose, one is arranged.
  if (goods.pickupOnly) return ['pickup']
  const there: Record<string, boolean> = {
    drop_off: around.dropOff !== null,
    locker: around.locker !== null,
    store: around.store !== null,
    label: true,
    pickup: around.slots.length > 0,
  }
  const methods = channels.filter((channel) => there[channel])
  return methods.length > 0 ? [...methods] : ['label']
}

async function lookAround(reader: Reader, context: WayContext, goods: Goods): Promise<Around> {
  const { near, resolved } = context
  const slots = await openPickupSlots(reader, context)
  if (!near || goods.pickupOnly) return { dropOff: null, locker: null, store: null, slots }
  const withinKm = resolved.get('return.points.within')
  const nearest = (kind: 'drop_off' | 'store', accepts: string[]) =>
    placesNear(reader, near, { kinds: [kind], limit: 1, withinKm, accepts })
  const [noBox] = await nearest('drop_off', ['no_box'])
  const [boxed] = noBox ? [] : await nearest('drop_off', ['boxed'])
  const [store] = await nearest('store', [])
  return {
    dropOff: noBox ?? boxed ?? null,
    store: store ?? null,
    locker: await nearestLocker(reader, context, goods),
    slots,
  }
}

function describe(method: ReturnMethod, around: Around): Omit<WayBack, 'fee' | 'recommended'> {
  const place =
    method === 'drop_off'
      ? around.dropOff
      : method === 'locker'
        ? around.locker
        : method === 'store'
          ? around.store
          : null
  const needsBox = method === 'label' || (place !== null && !place.accepts.includes('no_box'))
  return {
    method,
    ...wordsOf(method, needsBox),
    needsBox,
    needsPrinter: method === 'label',
    nearest: place && { id: place.id, name: place.name, distanceMeters: Math.round(place.distanceMeters) },
    pickupSlots:
      method === 'pickup'
        ? around.slots.map(({ from, until }) => ({ from: from.toISOString(), until: until.toISOString() }))
        : [],
  }
}

function wordsOf(method: ReturnMethod, needsBox: boolean): { title: string; words: string } {
  switch (method) {
    case 'drop_off':
      return {
        title: 'Drop it off',
        words: needsBox
          ? 'Pack it and show the code on your phone. No label to print.'
          : 'Show the code on your phone and hand it over. No box, no label.',
      }
    case 'locker':
      return { title: 'Put it in a locker', words: 'Scan the code at the locker and put it in. No label to print.' }
    case 'store':
      return { title: 'Bring it to our store', words: 'Show the code on your phone at the counter.' }
    case 'pickup':
      return { title: 'We come for it', words: 'Somebody picks it up at your door. No label to print.' }
    default:
      return { title: 'Send it with a label', words: 'Pack it, put the label on and hand it to the carrier.' }
  }
}

/** Free ones first; where there are too few of them, the cheapest others become free. */
function inOrder(ways: readonly Omit<WayBack, 'recommended'>[], freeAtLeast: number): WayBack[] {
  const byFee = ways.toSorted((one, other) => one.fee.amountMinor - other.fee.amountMinor)
  return byFee.map((way, index) => ({
    ...way,
    fee: index < freeAtLeast ? { ...way.fee, amountMinor: 0 } : way.fee,
    recommended: index === 0,
  }))
}
