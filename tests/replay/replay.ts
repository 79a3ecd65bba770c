import { join } from 'node:path'
import { exportShop } from './export.ts'
import { play, type Played, propose } from './play.ts'
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
  /** Each first action tried as another customer, and without confirmation: all must change nothing. */
  foreignAllowed: string[]
}

const root = join(import.meta.dirname, '../..')
export const dataFolder = join(root, 'tests/data/tau-retail')
export const packFile = join(root, 'packs/tau-retail.json')

/**
 * Replays the tasks and probes that concern orders before dispatch through the public API, on as many fresh stores as it takes for
 * no customer to be played twice on one. After each round everything in the store is exported and compared: what was
 * touched must be as expected, and all the rest as it was.
 */
export async function replay(log: (line: string) => void = () => undefined): Promise<Score> {
  const upstream = await readUpstream(dataFolder)
  const score: Score = {
    scripts: 0, tasks: 0, probes: 0, steps: 0, exact: 0, wronglyAllowed: [], wronglyRefused: [], otherReason: [], differentState: [], sameVariantRefused: 0,
    sameVariant: 0, paidBackOnce: 0, overRefunds: 0, foreignAllowed: [],
  }
  for (const [index, round] of roundsOf(upstream.scripts).entries()) {
    log(`Round ${index + 1}: ${round.length} scripts`)
    const shop = await openShop(dataFolder, packFile)
    try {
      await playRound(shop, upstream, round, score)
    } finally {
      await shop.close()
    }
  }
  return score
}

async function playRound(shop: Shop, upstream: Upstream, round: Script[], score: Score): Promise<void> {
  const expected = { orders: { ...upstream.orders }, users: { ...upstream.users } }
  for (const script of round) {
    score.scripts++
    if (script.id.startsWith('probe')) score.probes++
    else score.tasks++
    await tryForeign(shop, upstream, script, score)
    const played = await play(shop, script)
    judge(script, played, score)
    Object.assign(expected.orders, script.changed.orders)
    Object.assign(expected.users, script.changed.users)
  }
  const found = await exportShop(shop, upstream)
  const wrong = new Set<string>()
  for (const [id, order] of Object.entries(expected.orders)) {
    const got = found.orders[id]
    if (!got || !same(comparableOrder(order), comparableOrder(got))) wrong.add(`order ${id} ${JSON.stringify({ expected: comparableOrder(order), found: got && comparableOrder(got) })}`)
  }
  for (const [id, user] of Object.entries(expected.users)) {
    const got = found.users[id]
    if (!got || !same(comparableUser(user), comparableUser(got))) wrong.add(`customer ${id} ${JSON.stringify({ expected: comparableUser(user), found: got && comparableUser(got) })}`)
  }
  blame(round, wrong, score)
}

/** Another customer asks for the same, and the shopper asks without confirming: neither may change anything. */
async function tryForeign(shop: Shop, upstream: Upstream, script: Script, score: Score): Promise<void> {
  const step = script.steps.find((each) => each.name !== 'modify_user_address' && each.expect === 'done')
  if (!step) return
  const other = Object.keys(upstream.users).find((id) => id !== script.userId) ?? ''
  const foreign = await propose(shop, other, step, true)
  if (foreign.status < 400) score.foreignAllowed.push(`${script.id} as another customer`)
  const unconfirmed = await propose(shop, script.userId, step, false)
  if (unconfirmed.status < 400 && unconfirmed.body.state !== 'preview') score.foreignAllowed.push(`${script.id} without confirmation`)
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
    else if (!paidBackOnce && !script.flags.includes('swap_to_same_variant')) score.differentState.push(`${script.id}: ${mine.join('; ')}`)
  }
  for (const line of left) score.differentState.push(`untouched by anybody: ${line}`)
}

function touches(script: Script, line: string): boolean {
  const ids = [script.userId, ...script.steps.map((step) => String(step.args.order_id ?? '')), ...Object.keys(script.changed.orders), ...Object.keys(script.changed.users)]
  return ids.some((id) => id !== '' && (line.startsWith(`order ${id} `) || line.startsWith(`customer ${id} `)))
}

/** Puts the scripts into rounds in which nobody, and no order, is played twice. */
function roundsOf(scripts: readonly Script[]): Script[][] {
  const rounds: { scripts: Script[]; taken: Set<string> }[] = []
  for (const script of scripts) {
    const keys = [script.userId, ...script.steps.map((step) => String(step.args.order_id ?? script.userId))]
    const round = rounds.find(({ taken }) => keys.every((key) => !taken.has(key)))
    if (round) {
      round.scripts.push(script)
      for (const key of keys) round.taken.add(key)
    } else rounds.push({ scripts: [script], taken: new Set(keys) })
  }
  return rounds.map((round) => round.scripts)
}

function same(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
