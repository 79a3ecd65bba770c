import type { Claim } from '#contract/claims'
import type { OrderRecord } from '#modules/orders'
import { nextTimerDueAt } from '#platform/jobs/run-timers'
import { runJobs } from '#testing/app'
import type { ClaimShop } from '#testing/claim-shop'
import type { TestClient } from '#testing/server'
import type { GuaranteeCase, Goods } from './guarantee-cases.ts'

/** What a case came to, written as the case writes what it expects. */
export interface Outcome {
  then: string
  payer: string
  blame: string
  books: string
  /** What went otherwise on the way: a step refused that should not be, or the other way around. */
  faults: string[]
}

interface Play {
  row: GuaranteeCase
  order: OrderRecord
  after: NonNullable<GoodsFacts['after']>
  shipmentId: string | null
  claimId: string | null
  returnId: string | null
  disputedAt?: Date
  faults: string[]
  refused: string | null
  outcome: Outcome | null
}

interface Step {
  play: Play
  hour: number
  words: string
}

/** Hours after its order at which a claim is opened unless the case says otherwise. */
const opensAt = 200

/**
 * Plays all cases as scripts on one timeline of hours: the orders are placed together, the clock is moved from one moment at which
 * anything happens to the next, and what happens at one moment happens in every case at once.
 */
export async function playAll(shop: ClaimShop, rows: readonly GuaranteeCase[]): Promise<Map<number, Outcome>> {
  // One seller wants to be asked before anything comes back, so that a return can be refused.
  await shop.rules({}, { sellers: { fussy: { 'return.authorize.in_policy': 'manual' } } })
  const orders = await shop.orders(rows.map((row) => soldIn(row)))
  const plays = rows.map((row, index) => begin(row, orders[index] as OrderRecord))
  const steps = plays.flatMap((play) => stepsOf(play))
  for (const hour of [...new Set(steps.map((step) => step.hour))].toSorted((one, other) => one - other)) {
    await moveTo(shop, hour)
    const now = steps.filter((step) => step.hour === hour)
    // One case may say several things at one moment, in this order.
    await inGroups([...Map.groupBy(now, (step) => step.play).values()], async (mine) => {
      for (const step of mine) await take(shop, step)
    })
    await runJobs(shop.app)
  }
  return new Map(plays.map((play) => [play.row.no, play.outcome as Outcome]))
}

function soldIn(row: GuaranteeCase): NonNullable<GoodsFacts['sold']> {
  return {
    deliverBy: 3,
    ...goodsOf(row.goods).sold,
    ...(row.price === undefined ? {} : { price: row.price }),
    ...(row.placed === undefined ? {} : { daysAgo: row.placed }),
    seller: sellerOf(row),
  }
}

function begin(row: GuaranteeCase, order: OrderRecord): Play {
  const { after = {} } = goodsOf(row.goods)
  return {
    row,
    order,
    after,
    shipmentId: null,
    claimId: null,
    returnId: null,
    faults: [],
    refused: null,
    outcome: null,
  }
}

interface GoodsFacts {
  sold?: Parameters<ClaimShop['order']>[0]
  after?: {
    sent?: Parameters<ClaimShop['ship']>[1]
    scan?: readonly [hours: number, status: string, proof?: Record<string, unknown>]
    back?: 'refused' | 'received'
  }
}

const far = {
  gps: { lat: 40.72, lng: -74, accuracyMeters: 8, at: '2026-03-06T09:00:00Z', atDepot: false },
  batchSizeWithin60s: 1,
}
const label = { platformLabel: true }
const second = 1 / 3600

/** What became of the goods, by the word that the cases use. Sent in 20 h of 48, to be there in 3 days. */
function goodsOf(goods: Goods): GoodsFacts {
  const sent = (parcel: NonNullable<GoodsFacts['after']>['sent'], scan?: NonNullable<GoodsFacts['after']>['scan']) => ({
    after: { sent: parcel, ...(scan ? { scan } : {}) },
  })
  const inTime = { deliverBy: 7 }
  const all: Record<Goods, GoodsFacts> = {
    'no parcel': {},
    'on its way': sent({}),
    'scanned at ship-by': sent({ scannedAfter: 48 }),
    'scanned a second after ship-by': sent({ scannedAfter: 48 + second }),
    untracked: sent({ scannedAfter: null }),
    'our label': sent(label),
    'our label, scanned late': sent({ ...label, scannedAfter: 48 + second }),
    'lost by the carrier': sent({}, [100, 'lost']),
    'our label, lost': sent(label, [100, 'lost']),
    'our label, scanned late, lost': sent({ ...label, scannedAfter: 60 }, [100, 'lost']),
    'on its way back': { sold: inTime, ...sent({}, [100, 'returning']) },
    'back at the seller': { sold: inTime, ...sent({}, [100, 'returned']) },
    'delivered on the third day late': sent({}, [157 - second, 'delivered']),
    'delivered a second later than that': sent({}, [157, 'delivered']),
    delivered: { sold: inTime, ...sent({}, [90, 'delivered']) },
    'delivered, our label': { sold: inTime, ...sent(label, [90, 'delivered']) },
    'delivered, our label, scanned late': {
      sold: inTime,
      ...sent({ ...label, scannedAfter: 48 + second }, [90, 'delivered']),
    },
    'delivered, signed for': { sold: inTime, ...sent({}, [90, 'delivered', { signedBy: 'A. Stone' }]) },
    'delivered far away': { sold: inTime, ...sent({}, [90, 'delivered', far]) },
    'delivered, paid too much': { sold: { ...inTime, captured: 6000 }, ...sent({}, [90, 'delivered']) },
    'delivered, return refused': {
      sold: inTime,
      after: { sent: {}, scan: [90, 'delivered'], back: 'refused' },
    },
    'delivered, sent back': { sold: inTime, after: { sent: {}, scan: [90, 'delivered'], back: 'received' } },
    'a download': { sold: { kind: 'digital' } },
  }
  return all[goods]
}

/** `seller yes@24`: 24 hours after the claim; `claim@2245`: hours after the order. `!` a refusal is expected, with its code. */
function stepsOf(play: Play): Step[] {
  const { row } = play
  const before = (row.placed ?? 0) * 24
  const opens = (row.opens === undefined ? opensAt : hourOf(row.opens)) - before
  const script = row.script
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const [words = '', when = '0'] = part.split('@')
      return { play, hour: opens + hourOf(when), words }
    })
  const last = Math.max(opens, ...script.map((step) => step.hour))
  const looks = row.looks === undefined ? Math.max(opens + 130, last + 0.5) : opens + hourOf(row.looks)
  return [
    ...goodsSteps(play, before),
    { play, hour: opens, words: 'claim' },
    ...script,
    { play, hour: looks, words: 'look' },
  ]
}

function goodsSteps(play: Play, before: number): Step[] {
  const { sent, scan, back } = play.after
  return [
    ...(sent ? [{ play, hour: (sent.scannedAfter ?? 20) - before, words: 'goods leave' }] : []),
    ...(scan ? [{ play, hour: scan[0] - before, words: 'goods scanned' }] : []),
    ...(back ? [{ play, hour: (back === 'received' ? 199 : 120) - before, words: `goods ${back}` }] : []),
  ]
}

function hourOf(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.split(':').map(Number)
  return hours + minutes / 60 + seconds / 3600
}

/** Stops where a timer is due, once a day, and at the end. */
async function moveTo(shop: ClaimShop, hour: number): Promise<void> {
  const end = shop.start.getTime() + Math.round(hour * 3_600_000)
  for (;;) {
    const now = shop.app.clock.now().getTime()
    if (now >= end) return
    const due = (await nextTimerDueAt(shop.app))?.getTime() ?? end
    await shop.app.clock.moveTo(new Date(Math.max(now + 1, Math.min(due, now + 48 * 3_600_000, end))))
    await runJobs(shop.app)
  }
}
async function take(shop: ClaimShop, { play, words }: Step): Promise<void> {
  const expected = words.startsWith('!') ? words.slice(1).split(' ').at(-1) : undefined
  const plain = words.startsWith('!') ? words.slice(1).split(' ').slice(0, -1).join(' ') : words
  try {
    await act(shop, play, plain)
    if (expected) play.faults.push(`${plain} was not refused with ${expected}`)
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === undefined) throw error
    if (plain === 'claim') play.refused = code
    else if (code !== expected) play.faults.push(`${plain} was refused with ${code}`)
  }
}

async function act(shop: ClaimShop, play: Play, words: string): Promise<void> {
  const [who = '', what = '', ...rest] = words.split(' ')
  const argument = rest.join(' ')
  if (who === 'look') play.outcome = await outcomeOf(shop, play)
  else if (who === 'claim') await open(shop, play)
  else if (who === 'goods') await goodsMove(shop, play, what)
  else if (who === 'seller') await sellerDoes(shop, play, what, argument)
  else if (who === 'shopper') await shopperDoes(shop, play, what)
  else if (who === 'bank') await bankSays(shop, play, what)
  else if (who === 'carrier') await shop.scan(play.order, play.shipmentId ?? '', hoursSince(shop, play), what)
  else await staffDoes(shop, play, who, what, argument)
}

async function goodsMove(shop: ClaimShop, play: Play, what: string): Promise<void> {
  const { order, after } = play
  if (what === 'come') return await comeBack(shop, play)
  if (what === 'inspected') return await inspect(shop, play)
  if (what === 'leave') play.shipmentId = await shop.ship(order, after.sent)
  else if (what === 'scanned' && after.scan)
    await shop.scan(order, play.shipmentId ?? '', after.scan[0], after.scan[1], after.scan[2])
  else await sendBack(shop, play, what)
}

/** A return that somebody refuses, or one that arrives without its money. */
async function sendBack(shop: ClaimShop, play: Play, what: string): Promise<void> {
  const { order } = play
  const item = order.items[0]?.id ?? ''
  const made = await shop.shopper(order).call('POST /returns', { items: [{ item, reason: 'changed_mind' }] })
  play.returnId = made.id
  if (what === 'refused')
    await shop
      .staff('lea')
      .call('POST /returns/:id/approval', { id: made.id, decision: 'decline', note: 'Not possible.' })
  else
    await shop.server.client('key:import').call('POST /returns/:id/scans', {
      id: made.id,
      scans: [{ at: shop.app.clock.now().toISOString(), status: 'delivered' }],
    })
}

/** The way back that the claim awarded is taken, and the carrier has it. */
async function comeBack(shop: ClaimShop, play: Play): Promise<void> {
  const { returnId } = await shop.claim(shop.staff('lea'), play.claimId ?? '')
  await shop.server.client('key:import').call('POST /returns/:id/scans', {
    id: returnId,
    scans: [{ at: shop.app.clock.now().toISOString(), status: 'accepted' }],
  })
}

async function inspect(shop: ClaimShop, play: Play): Promise<void> {
  const warehouse = shop.server.client('key:import')
  const { lines } = await warehouse.call('POST /returns/:id/receipt', {
    id: play.returnId ?? '',
    inspectionFollows: true,
  })
  await warehouse.call('POST /returns/:id/inspection', {
    id: play.returnId ?? '',
    lines: [{ line: lines[0].id, verdict: 'as_described', grade: 'like_new' }],
  })
}

function hoursSince(shop: ClaimShop, play: Play): number {
  return (shop.app.clock.now().getTime() - shop.at(play.order, 0).getTime()) / 3_600_000
}

async function open(shop: ClaimShop, play: Play): Promise<void> {
  const { row, order } = play
  const shopper = shop.shopper(order)
  // It opened by itself when the parcel turned around.
  const { data } = await shopper.call('GET /claims', { order: order.row.id })
  if (data.length > 0) return void (play.claimId = data[0].id)
  if (row.script.includes('suspended')) await suspend(shop, `gone-${row.no}`)
  if (row.shown === 'paid at once') return await problemFirst(play, shopper)
  const told = await shop.app.pool.query<{ id: string }>(`select id from problem where order_id = $1`, [order.row.id])
  // The store saw it first, and has told the shopper: they take what it offers.
  if (told.rows[0]) {
    const { claim } = await shopper.call('POST /problems/:id/remedy', { id: told.rows[0].id, remedy: 'rem_claim' })
    return void (play.claimId = claim.id)
  }
  const claim = await shopper.call('POST /claims', {
    order: order.row.id,
    ground: row.ground,
    ...(row.shown === 'photo' || row.shown === 'photo, unsafe' ? { files: [await shop.photo(shopper)] } : {}),
    ...(row.shown.endsWith('unsafe') ? { unsafe: true } : {}),
    ...(row.shown === 'note' ? { note: 'This is not right.' } : {}),
    ...(row.shown === 'says 7.00' ? { tooMuch: { amountMinor: 700, currency: 'USD' } } : {}),
  })
  play.claimId = claim.id
}

async function problemFirst(play: Play, shopper: TestClient): Promise<void> {
  const item = play.order.items[0]?.id ?? ''
  const problem = await shopper.call('POST /problems', { item, kind: 'delivered_not_received' })
  const refund = problem.remedies.find((remedy: { kind: string }) => remedy.kind === 'refund')
  const taken = await shopper.call('POST /problems/:id/remedy', { id: problem.id, remedy: refund.id })
  play.claimId = taken.claim.id
}

async function suspend(shop: ClaimShop, reference: string): Promise<void> {
  const { status } = await shop.server.client('key:import').send('POST', '/imports?kind=sellers', {
    body: JSON.stringify({ reference, name: reference, state: 'suspended' }),
    headers: { 'content-type': 'application/x-ndjson' },
  })
  if (status !== 200) throw new Error(`the seller was not suspended: ${status}`)
}

const aboutDelivery = ['not_received', 'delivered_missing', 'late']

/** Evidence that speaks to what the claim is about, or evidence that does not. */
async function evidenceFor(shop: ClaimShop, { row }: Play, client: TestClient, speaks: boolean) {
  if (row.ground === 'overcharged')
    return speaks ? { kind: 'refund_proof', refundReference: 'r-1' } : { kind: 'signature', signedBy: 'A. Stone' }
  return aboutDelivery.includes(row.ground) === speaks
    ? { kind: 'carrier_confirmation', trackingNumber: 'T1' }
    : { kind: 'photos', files: [await shop.photo(client)] }
}

async function sellerDoes(shop: ClaimShop, play: Play, what: string, argument: string): Promise<void> {
  if (what === 'suspended') return
  const id = play.claimId ?? ''
  if (what === 'refunds') return await refundElsewhere(shop, play, Number(argument))
  const seller = await shop.seller(sellerOf(play.row))
  if (what === 'yes') await seller.call('POST /claims/:id/answer', { id, answer: 'accept' })
  else if (what === 'no')
    await seller.call('POST /claims/:id/answer', { id, answer: 'contest', words: 'We see it otherwise.' })
  else if (what === 'shows' || what === 'shows_other')
    await seller.call('POST /claims/:id/answer', {
      id,
      answer: 'contest',
      evidence: [await evidenceFor(shop, play, seller, what === 'shows')],
    })
  else if (what === 'offers')
    await seller.call('POST /claims/:id/offers', { id, amount: { amountMinor: Number(argument), currency: 'USD' } })
  else if (what === 'replies') await seller.call('POST /claims/:id/question-answer', { id, words: 'Here is more.' })
  else if (what === 'appeals')
    await seller.call('POST /claims/:id/appeal', {
      id,
      words: 'Look again, please.',
      evidence: [await evidenceFor(shop, play, seller, true)],
    })
  else throw new Error(`no seller does "${what}"`)
}

function sellerOf({ no, script, goods }: GuaranteeCase): string {
  if (script.includes('suspended')) return `gone-${no}`
  return goods === 'delivered, return refused' ? 'fussy' : 'northwind'
}

async function shopperDoes(shop: ClaimShop, play: Play, what: string): Promise<void> {
  const shopper = shop.shopper(play.order)
  const id = play.claimId ?? ''
  if (what === 'takes' || what === 'leaves') {
    const { offer } = await shop.claim(shopper, id)
    await shopper.call('POST /claims/:id/offer-answer', {
      id,
      offer: offer?.id ?? 'clo_none',
      accept: what === 'takes',
    })
  } else if (what === 'claims_again') await shopper.call('POST /claims', { order: play.order.row.id, ground: 'faulty' })
  else if (what === 'withdraws') await shopper.call('POST /claims/:id/withdrawal', { id })
  else if (what === 'replies')
    await shopper.call('POST /claims/:id/question-answer', { id, words: 'It was like this.' })
  else if (what === 'appeals')
    await shopper.call('POST /claims/:id/appeal', {
      id,
      words: 'Look again, please.',
      evidence: [{ kind: 'photos', files: [await shop.photo(shopper)] }],
    })
  else throw new Error(`no shopper does "${what}"`)
}

/** `lea for_shopper`, `lea split 2000`, `max for_shopper/platform/no blame`, `lea asks seller`. */
async function staffDoes(shop: ClaimShop, play: Play, name: string, what: string, argument: string): Promise<void> {
  const client = shop.staff(name, name === 'max' ? 'supervisor' : 'lead')
  const id = play.claimId ?? ''
  if (what === 'asks')
    return void (await client.call('POST /claims/:id/questions', { id, to: argument, words: 'How so?' }))
  const [amount, ...fields] = argument.split('/')
  const { state } = await shop.claim(client, id)
  await client.call(state === 'appealed' ? 'POST /claims/:id/appeal-decision' : 'POST /claims/:id/decision', {
    id,
    verdict: what,
    note: 'Looked at both sides.',
    ...(what === 'split' ? { amount: { amountMinor: Number(amount), currency: 'USD' } } : {}),
    ...(fields.includes('platform') ? { payer: 'platform' } : {}),
    ...(fields.includes('no blame') ? { counts: false } : {}),
    ...(fields.includes('blame') ? { counts: true } : {}),
    ...(fields.includes('return') ? { award: 'return' } : {}),
    ...(fields.includes('keep') ? { award: 'full' } : {}),
  })
}

async function bankSays(shop: ClaimShop, play: Play, what: string): Promise<void> {
  const { order } = play
  play.disputedAt ??= shop.app.clock.now()
  await importRow(shop, 'disputes', {
    order: order.row.reference,
    reference: `d-${order.row.reference}`,
    openedAt: play.disputedAt.toISOString(),
    amount: order.row.total_minor,
    state: what === 'opens' ? 'open' : what,
  })
}

async function refundElsewhere(shop: ClaimShop, { order }: Play, amount: number): Promise<void> {
  const whole = amount >= (order.units[0]?.goods_minor ?? 0)
  await importRow(shop, 'refunds', {
    order: order.row.reference,
    reference: `x-${order.row.reference}`,
    at: shop.app.clock.now().toISOString(),
    amount,
    ...(whole ? { units: [{ item: '1', quantity: 1 }] } : {}),
  })
}

async function importRow(shop: ClaimShop, kind: string, row: object): Promise<void> {
  const { status, body } = await shop.server.client('key:import').send('POST', `/imports?kind=${kind}`, {
    body: JSON.stringify(row),
    headers: { 'content-type': 'application/x-ndjson' },
  })
  if (status !== 200 || body.counts.bad > 0) throw new Error(`${kind}: ${status} ${JSON.stringify(body)}`)
}

async function outcomeOf(shop: ClaimShop, play: Play): Promise<Outcome> {
  const { order, claimId, faults } = play
  const books = await shop.books(order)
  const written = `${books.shopper ?? 0} ${books.seller ?? 0} ${books['platform:guarantee'] ?? 0}`
  if (play.refused !== null || claimId === null)
    return { then: `refused ${play.refused}`, payer: '-', blame: '-', books: written, faults }
  const claim = await shop.claim(shop.staff('lea'), claimId)
  return {
    then: thenOf(claim),
    payer: claim.decision?.payer ?? '-',
    blame: await blameOf(shop, claimId),
    books: written,
    faults,
  }
}

function thenOf({ state, decision, paused }: Claim): string {
  const decided = decision ? ` ${decision.award} ${decision.amount.amountMinor}` : ''
  const verdict = decision && !state.startsWith('for_') && state !== 'split' ? ` ${decision.verdict}` : ''
  return `${state}${paused ? ' paused' : ''}${verdict}${decided}`
}

async function blameOf(shop: ClaimShop, claimId: string): Promise<string> {
  const { rows } = await shop.app.pool.query<{ kind: string; counts: boolean }>(
    `select kind, counts from seller_defect where about_kind = 'claim' and about_id = $1 and voided_at is null`,
    [claimId],
  )
  return rows.map((row) => (row.counts ? 'counts' : row.kind)).join(' ') || '-'
}

const together = 8

async function inGroups<T, R>(list: readonly T[], run: (each: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (let index = 0; index < list.length; index += together)
    results.push(...(await Promise.all(list.slice(index, index + together).map((each) => run(each)))))
  return results
}
