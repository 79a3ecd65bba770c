import { join } from 'node:path'
import { exportCopy } from './export.ts'
import { inTurns } from './in-turns.ts'
import { play, type Played, propose, proposeAs } from './play.ts'
import { openShop, type Shop } from './shop.ts'
import { comparableOrder, comparableUser, readUpstream, type Script, type Upstream } from './upstream.ts'

export interface Score {
  scripts: number
  tasks: number
  probes: number
  steps: number
  exact: number
  /** Done although it must be refused. */
  wronglyAllowed: string[]
  wronglyRefused: string[]
  /** Refused rightly, under another code than expected. */
  otherReason: string[]
  /** Ended in another state than expected. */
  differentState: string[]
  /** Swaps to the very same variant: refused by the shop's written rules, allowed by the data set's older tools. */
  sameVariantRefused: number
  sameVariant: number
  /** Cancellations after a payment change: paid back once here, more often by the data set's tools. */
  paidBackOnce: number
  overRefunds: number
  /** Each action tried as another customer, and the first without confirmation (every one is previewed before it is confirmed): none may change anything. */
  foreignAllowed: string[]
}

const root = join(import.meta.dirname, '../..')
export const dataFolder = join(root, 'tests/data/tau-retail')
export const packFile = join(root, 'packs/tau-retail.json')

/**
 * Replays all tasks and probes through the public API. Each script has copies of its customers to
 * itself. At the end everything in the store is exported and compared: what was touched must be as expected, and all the
 * rest as it was.
 */
export async function replay(log: (line: string) => void = () => undefined): Promise<Score> {
  const upstream = await readUpstream(dataFolder)
  const score: Score = {
    scripts: 0,
    tasks: 0,
    probes: 0,
    steps: 0,
    exact: 0,
    wronglyAllowed: [],
    wronglyRefused: [],
    otherReason: [],
    differentState: [],
    sameVariantRefused: 0,
    sameVariant: 0,
    paidBackOnce: 0,
    overRefunds: 0,
    foreignAllowed: [],
  }
  const copies = copiesOf(upstream)
  const shop = await openShop(
    dataFolder,
    packFile,
    copies.slice(1).map(({ users }) => users),
  )
  try {
    log(`Store open with ${copies.length} copies`)
    for (const [copy, { scripts }] of copies.entries()) {
      // No two of them concern the same customer, so that several can be played at once.
      await inTurns(scripts, async (script) => await playScript(shop, copy, upstream, script, score))
      log(`Copy ${copy + 1}: ${scripts.length} scripts played`)
    }
    for (const [copy, { scripts, users }] of copies.entries())
      await compare(shop, copy, upstream, { scripts, users: copy === 0 ? Object.keys(upstream.users) : users }, score)
    log('Exported and compared')
  } finally {
    await shop.close()
  }
  return score
}

async function playScript(shop: Shop, copy: number, upstream: Upstream, script: Script, score: Score): Promise<void> {
  score.scripts++
  if (script.id.startsWith('probe')) score.probes++
  else score.tasks++
  await tryForeign(shop, copy, upstream, script, score)
  judge(script, await play(shop, copy, script), score)
}

async function compare(
  shop: Shop,
  copy: number,
  upstream: Upstream,
  { scripts, users }: { scripts: Script[]; users: Iterable<string> },
  score: Score,
): Promise<void> {
  const mine = new Set(users)
  const expected = {
    orders: Object.fromEntries(Object.entries(upstream.orders).filter(([, order]) => mine.has(order.user_id))),
    users: Object.fromEntries(Object.entries(upstream.users).filter(([id]) => mine.has(id))),
  }
  for (const script of scripts) {
    Object.assign(expected.orders, script.changed.orders)
    Object.assign(expected.users, script.changed.users)
  }
  const found = await exportCopy(shop, copy, mine)
  const wrong = new Set<string>()
  for (const [id, order] of Object.entries(expected.orders)) {
    const got = found.orders[id]
    if (!got || !same(comparableOrder(order), comparableOrder(got)))
      wrong.add(
        `order ${id} ${JSON.stringify({ expected: comparableOrder(order), found: got && comparableOrder(got) })}`,
      )
  }
  for (const [id, user] of Object.entries(expected.users)) {
    const got = found.users[id]
    if (!got || !same(comparableUser(user), comparableUser(got)))
      wrong.add(
        `customer ${id} ${JSON.stringify({ expected: comparableUser(user), found: got && comparableUser(got) })}`,
      )
  }
  blame(scripts, wrong, score)
}

/** Another customer asks for each of it, and the shopper asks without confirming: neither may change anything. */
async function tryForeign(shop: Shop, copy: number, upstream: Upstream, script: Script, score: Score): Promise<void> {
  // There is no way to ask for another customer's address book.
  const steps = script.steps.filter((each) => each.name !== 'modify_user_address')
  const owners = new Set([script.userId, ...steps.map((step) => upstream.orders[String(step.args.order_id)]?.user_id)])
  const other = Object.keys(upstream.users).find((id) => !owners.has(id)) ?? ''
  for (const step of steps) {
    // Of the first copy, which has everybody: a foreign customer all the same.
    const foreign = await proposeAs(shop, { actor: [0, other], copy, step })
    if (foreign.status < 400) score.foreignAllowed.push(`${script.id} ${step.name} as another customer`)
  }
  const step = steps.find((each) => each.expect === 'done')
  if (!step) return
  const unconfirmed = await propose(shop, copy, script.userId, step, false)
  // A quote has no state: that it changed nothing shows at the end, where everything is compared.
  if (unconfirmed.status < 400 && unconfirmed.body.state !== undefined && unconfirmed.body.state !== 'preview')
    score.foreignAllowed.push(`${script.id} without confirmation`)
}

function judge(script: Script, played: readonly Played[], score: Score): void {
  const sameVariant = script.flags.includes('swap_to_same_variant')
  if (sameVariant) score.sameVariant++
  if (script.flags.includes('upstream_refunds_too_much')) score.overRefunds++
  for (const { step, outcome, code } of played) {
    score.steps++
    const label = `${script.id} ${step.name} ${JSON.stringify(step.args)}: ${outcome} ${code ?? ''}, expected ${step.expect} ${step.reason ?? ''}`
    if (outcome === 'done' && step.expect === 'refused') score.wronglyAllowed.push(label)
    if (outcome === 'refused' && step.expect === 'done' && !sameVariant) score.wronglyRefused.push(label)
    if (outcome === 'refused' && step.expect === 'refused' && code !== step.reason) score.otherReason.push(label)
  }
  if (sameVariant && played.some(({ outcome }) => outcome === 'refused')) score.sameVariantRefused++
}

/** Which scripts of a round ended differently; the two flagged kinds are counted apart. */
function blame(round: readonly Script[], wrong: ReadonlySet<string>, score: Score): void {
  const left = new Set(wrong)
  for (const script of round) {
    const mine = [...left].filter((line) => touches(script, line))
    for (const line of mine) left.delete(line)
    const paidBackOnce = script.flags.includes('upstream_refunds_too_much')
    if (paidBackOnce && mine.length > 0) score.paidBackOnce++
    if (mine.length === 0) score.exact++
    else if (!paidBackOnce && !script.flags.includes('swap_to_same_variant'))
      score.differentState.push(`${script.id}: ${mine.join('; ')}`)
  }
  for (const line of left) score.differentState.push(`untouched by anybody: ${line}`)
}

function touches(script: Script, line: string): boolean {
  const ids = [
    script.userId,
    ...script.steps.map((step) => String(step.args.order_id ?? '')),
    ...Object.keys(script.changed.orders),
    ...Object.keys(script.changed.users),
  ]
  return ids.some((id) => id !== '' && (line.startsWith(`order ${id} `) || line.startsWith(`customer ${id} `)))
}

/** Gives each script copies of the customers that it concerns: nobody, and no order, is played twice in one copy. */
function copiesOf(upstream: Upstream): { scripts: Script[]; users: Set<string> }[] {
  const copies: { scripts: Script[]; users: Set<string> }[] = []
  for (const script of upstream.scripts) {
    const owners = script.steps.map((step) => upstream.orders[String(step.args.order_id)]?.user_id ?? script.userId)
    const users = [...new Set([script.userId, ...owners])]
    const copy = copies.find((each) => users.every((user) => !each.users.has(user)))
    if (copy) {
      copy.scripts.push(script)
      for (const user of users) copy.users.add(user)
    } else copies.push({ scripts: [script], users: new Set(users) })
  }
  return copies
}

function same(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
