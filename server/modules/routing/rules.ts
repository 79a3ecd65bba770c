export type Channel = 'chat' | 'mail' | 'call'

/** Those that somebody waits in now come first. */
export const allChannels: readonly Channel[] = ['call', 'chat', 'mail']

/** What a queue takes; a field that is left out is no condition. */
export interface QueueMatches {
  channels?: Channel[]
  intents?: string[]
  locales?: string[]
  minimumOrderMinor?: number
  safety?: boolean
}

export interface QueueRule {
  id: string
  matches: QueueMatches
}

/** What is known about a matter when its queue is chosen. */
export interface MatterFacts {
  channel: Channel
  intent: string | null
  locale: string | null
  /** What the order that it is about came to, in the store's currency. */
  orderMinor: number | null
}

export const safetyIntent = 'safety'

/** The first queue, in their order, that takes the matter; one without conditions takes what no other does. */
export function chooseQueue<Q extends QueueRule>(queues: readonly Q[], facts: MatterFacts): Q | undefined {
  return queues.find((queue) => takes(queue.matches, facts)) ?? queues.findLast(isCatchAll)
}

/** Whether a queue takes everything. One of these always exists. */
export function isCatchAll({ matches }: Pick<QueueRule, 'matches'>): boolean {
  return (
    !matches.channels?.length &&
    !matches.intents?.length &&
    !matches.locales?.length &&
    matches.minimumOrderMinor === undefined &&
    matches.safety === undefined
  )
}

function takes(matches: QueueMatches, facts: MatterFacts): boolean {
  if (matches.channels?.length && !matches.channels.includes(facts.channel)) return false
  if (matches.intents?.length && !matches.intents.includes(facts.intent ?? '')) return false
  if (matches.locales?.length && !matches.locales.some((locale) => speaks(locale, facts.locale))) return false
  if (matches.safety !== undefined && matches.safety !== (facts.intent === safetyIntent)) return false
  return matches.minimumOrderMinor === undefined || (facts.orderMinor ?? -1) >= matches.minimumOrderMinor
}

// `de` takes de-DE and de-AT; `pt-BR` takes only itself.
function speaks(wanted: string, locale: string | null): boolean {
  const [one, other] = [wanted.toLowerCase(), (locale ?? '').toLowerCase()]
  return other === one || other.startsWith(`${one}-`)
}

/** The highest of what the queue, the intent and people say; 0 is ordinary. */
export function priorityOf(
  priorities: Readonly<Record<string, number>>,
  given: { intent: string | null; queue: number; conversation: number },
): number {
  return Math.max(given.queue, given.conversation, priorities[given.intent ?? ''] ?? 0)
}

/** How much one person holds at once. */
export interface Capacity {
  /** Places of a person. */
  places: number
  mails: number
}

export function weightOf(
  channel: Channel,
  weights: Readonly<Record<string, number>>,
  { places }: Pick<Capacity, 'places'>,
): number {
  return channel === 'call' ? places : Math.min(weights[channel] ?? 0, places)
}

/** Somebody who is there and takes what comes. */
export interface Person {
  id: string
  teams: readonly string[]
  skills: readonly string[]
  load: number
  mails: number
  /** Since when nothing new came to them. */
  idleSince: Date
}

/** A matter that waits, as far as handing it out goes. */
export interface Waiting {
  id: string
  channel: Channel
  weight: number
  teamId: string | null
  skill: string | null
  waitingFrom: Date
  passedBy: readonly string[]
  offeredAt: Date | null
}

export interface HandOutRules {
  now: Date
  capacity: Capacity
  skillWaitSeconds: number
  offerSeconds: Readonly<Record<Channel, number>>
}

export interface Offer {
  contactId: string
  staffId: string
  /** Everybody has let it pass: it goes round again. */
  startAgain: boolean
}

export function hasRoom(
  person: Pick<Person, 'load' | 'mails'>,
  contact: { channel: Channel; weight: number },
  capacity: Capacity,
): boolean {
  if (contact.channel === 'mail' && person.mails >= capacity.mails) return false
  return person.load + contact.weight <= capacity.places
}

/**
 * Who is offered what. Each matter, in the order given (longest wait first), goes to the person with the most room, among
 * them to whoever got nothing for longest. What nobody has room for keeps its place.
 */
export function handOut(waiting: readonly Waiting[], present: readonly Person[], rules: HandOutRules): Offer[] {
  const people = present.map((person) => ({ ...person, idleMs: person.idleSince.getTime() }))
  const offers: Offer[] = []
  let turn = Math.max(0, ...people.map(({ idleMs }) => idleMs))
  for (const contact of waiting) {
    const pool = poolOf(contact, people, rules)
    const taker = pick(contact, pool, rules)
    if (!taker) continue
    taker.load += contact.weight
    if (contact.channel === 'mail') taker.mails++
    taker.idleMs = ++turn
    const startAgain = pool.every(({ id }) => contact.passedBy.includes(id))
    offers.push({ contactId: contact.id, staffId: taker.id, startAgain })
  }
  return offers
}

// People with the skill, as long as there are some and it has not waited for them too long; otherwise whoever serves it.
function poolOf<P extends Person>(contact: Waiting, people: readonly P[], rules: HandOutRules): P[] {
  const serving = people.filter(({ teams }) => contact.teamId === null || teams.includes(contact.teamId))
  const { skill } = contact
  if (skill === null) return serving
  const skilled = serving.filter(({ skills }) => skills.includes(skill))
  const waited = (rules.now.getTime() - contact.waitingFrom.getTime()) / 1000
  return skilled.length > 0 && waited < rules.skillWaitSeconds ? skilled : serving
}

function pick<P extends Person & { idleMs: number }>(
  contact: Waiting,
  pool: readonly P[],
  rules: HandOutRules,
): P | undefined {
  const free = pool.filter((person) => hasRoom(person, contact, rules.capacity))
  const fresh = free.filter(({ id }) => !contact.passedBy.includes(id))
  if (fresh.length > 0) return fresh.toSorted((one, other) => compare(contact, one, other))[0]
  // Nobody else can: it comes back to those who let it pass, but not more often than an offer lasts.
  const offeredAgo = contact.offeredAt
    ? (rules.now.getTime() - contact.offeredAt.getTime()) / 1000
    : Number.POSITIVE_INFINITY
  if (offeredAgo < rules.offerSeconds[contact.channel]) return undefined
  return free.toSorted((one, other) => contact.passedBy.indexOf(one.id) - contact.passedBy.indexOf(other.id))[0]
}

function compare(contact: Waiting, one: Person & { idleMs: number }, other: Person & { idleMs: number }): number {
  const skill = (person: Person) => (contact.skill !== null && !person.skills.includes(contact.skill) ? 1 : 0)
  return (
    skill(one) - skill(other) ||
    one.load - other.load ||
    (contact.channel === 'mail' ? one.mails - other.mails : 0) ||
    one.idleMs - other.idleMs ||
    (one.id < other.id ? -1 : 1)
  )
}

export interface WaitFacts {
  now: Date
  /** How many stand before. */
  ahead: number
  /** Somebody who serves it is there and has room. */
  isSomebodyFree: boolean
  /** How long an offer is open. */
  offerSeconds: number
  /** When the last ones reached a person, newest first. */
  accepted: readonly Date[]
}

// With fewer of them nothing honest can be said.
const fewestHandOuts = 3
const roundSeconds = 30

/** How long it will take, from how fast people came free of late; null when nothing honest can be said. */
export function estimateWait(facts: WaitFacts): { from: number; to: number } | null {
  if (facts.isSomebodyFree && facts.ahead === 0) return { from: 0, to: facts.offerSeconds }
  const oldest = facts.accepted.at(-1)
  if (!oldest || facts.accepted.length < fewestHandOuts) return null
  const perHandOut = (facts.now.getTime() - oldest.getTime()) / 1000 / facts.accepted.length
  const expected = perHandOut * (facts.ahead + 1)
  const round = (seconds: number) => Math.ceil(seconds / roundSeconds) * roundSeconds
  return {
    from: Math.floor(expected / 2 / roundSeconds) * roundSeconds,
    to: Math.max(round(expected * 1.5), roundSeconds),
  }
}

/** The value below which a share of the sorted values lies; null without values. */
export function quantile(sorted: readonly number[], share: number): number | null {
  if (sorted.length === 0) return null
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? null
}
