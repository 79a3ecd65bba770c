import type { Case } from '../case-of.ts'
import { fillTemplate, readTemplate, type Values } from '../template.ts'
import { ar } from './ar.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { matters, type Matter, type OpeningWords, type Piece, type Stage } from './words.ts'

export const openingWords: Readonly<Record<string, OpeningWords>> = { en, de, ar }

export interface Opening {
  id: string
  title: string
  text: string
  next: string
  why: string
}

/** What of a case decides how we begin. */
export interface OpeningFacts {
  matter: Matter
  stage: Stage
  /** Nothing cheerful: somebody died. */
  quiet: boolean
  /** Whoever wrote has been waiting for an answer. */
  waiting: boolean
  locale: string
}

/**
 * Openings that fit a case, the one that says most first: acknowledged before anything is solved, then what we will do, filled
 * from the case. Starting points for a person, who changes them.
 */
export function openingsOf(facts: OpeningFacts, values: Values): Opening[] {
  const words = openingWords[facts.locale.toLowerCase().split('-')[0] ?? ''] ?? en
  const { matter, stage, quiet } = facts
  const greeting = filled(quiet ? words.quiet.greeting : words.greeting, values)
  const acknowledge = filled(quiet ? words.quiet.acknowledge : words.acknowledge[matter], values)
  const begin = (...then: string[]) =>
    [greeting, '', [acknowledge, ...then].filter((part) => part !== '').join(' ')].join('\n')
  const known = `${matterTitles[matter]}, ${stageTitles[stage]}`
  const mood = quiet ? ' Somebody died: quiet words, nothing to do for them.' : ''
  const next = filled(words.next[stage], values)
  const fitting: Opening[] = [
    { id: `${matter}.${stage}`, title: known, text: begin(next), next, why: `${known}.${mood}` },
  ]
  if (stage !== 'new') {
    const looking = filled(words.next.new, values)
    fitting.push({
      id: `${matter}.new`,
      title: `${matterTitles[matter]}, looking into it`,
      text: begin(looking),
      next: looking,
      why: `Says nothing yet of what was done.${mood}`,
    })
  }
  if (facts.waiting && !quiet)
    fitting.push({
      id: `${matter}.waited`,
      title: 'They have waited',
      text: begin(filled(words.waited, values), next),
      next,
      why: 'Their message has been waiting for an answer.',
    })
  return fitting
}

/** The first of the alternatives that has no hole. */
function filled(piece: Piece, values: Values): string {
  for (const alternative of piece) {
    const { text, empty } = fillTemplate(readTemplate(alternative), values)
    if (empty.length === 0) return text
  }
  return ''
}

/** Reads from a case what decides how we begin. What the case knows counts before what somebody guessed. */
export function openingFactsOf(of: Case, quiet: boolean): OpeningFacts {
  const { conversation } = of
  return {
    matter: matterOf(of),
    stage: stageOf(of),
    quiet,
    waiting: conversation.waiting_since !== null,
    locale: of.locale,
  }
}

function matterOf({ conversation, problem }: Case): Matter {
  const kind = conversation.about_kind
  if (problem && kind !== 'return' && kind !== 'refund') return problem.row.kind
  if (kind === 'return' || kind === 'refund') return kind
  if (kind === 'change') return 'cancel'
  const guessed = conversation.intent ?? ''
  return matters.find((matter) => matter === guessed) ?? 'other'
}

function stageOf({ problem, refund, replacement, return: back, shipment }: Case): Stage {
  if (refund?.state === 'succeeded') return 'money_back'
  if (refund) return 'money_on_its_way'
  if (replacement) return 'new_one_on_its_way'
  if (problem?.row.state === 'in_review') return 'with_a_person'
  if (problem?.row.state === 'waiting') return 'waiting'
  if (back && back.row.closed_at === null) return back.parcels.some(isOnItsWay) ? 'coming_back' : 'to_hand_over'
  if (shipment?.row.shipped_at && !shipment.row.delivered_at) return 'on_its_way'
  return 'new'
}

function isOnItsWay({ state }: { state: string }): boolean {
  return state === 'dropped_off' || state === 'in_transit' || state === 'delivered'
}

const matterTitles: Record<Matter, string> = {
  delivered_not_received: 'Delivered, but not there',
  not_received: 'Never came',
  late: 'Late',
  damaged: 'Arrived broken',
  defective: 'Does not work',
  wrong_item: 'Not what was ordered',
  missing_parts: 'Something is missing',
  not_as_described: 'Not as described',
  return: 'Sending it back',
  cancel: 'Stopping the order',
  refund: 'Where the money is',
  other: 'Anything else',
}

const stageTitles: Record<Stage, string> = {
  money_back: 'money is back',
  money_on_its_way: 'money is on its way',
  new_one_on_its_way: 'a new one is on its way',
  coming_back: 'it is coming back',
  to_hand_over: 'to be handed over',
  with_a_person: 'a person looks at it',
  waiting: 'waiting a little longer',
  on_its_way: 'parcel is on its way',
  new: 'nothing done yet',
}
