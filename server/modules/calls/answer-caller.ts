import { requireWelcome } from '#modules/conversations'
import { callDesk, placeOf } from '#modules/routing'
import { findStore } from '#modules/stores'
import type { App } from '#platform/app'
import { system } from '#platform/auth/actor'
import { ApiError } from '#platform/errors'
import { addMinutes } from '#platform/time'
import { transact, type Work } from '#platform/work'
import { limits } from '../../limits.ts'
import { nextCallTime } from './call-times.ts'
import { type CallerWord, callerWords, spokenTime } from './caller-words.ts'
import { askFromPhone, callerOf, openRequestOf, type Caller } from './commands/ask-from-phone.ts'
import { callPolicy } from './policy.ts'
import type { AnswerCaller, IncomingAnswer, IncomingCall } from './ports.ts'
import { readNumber, type CheckedNumber } from './read-number.ts'
import type { CallRequestRow } from './tables.ts'
import { timesFor, zoneFor } from './times.ts'

const actor = system('calls.ring-in')

/**
 * Answers somebody who rings the store, whatever line it is: nobody waits on the line, whoever presses 1 is rung back and keeps their
 * place. A number proves nothing, so nothing that is known of anybody is said.
 */
export function answerCaller(app: App): AnswerCaller {
  return (call) => transact(app, actor, (work) => answer(work, call))
}

async function answer(work: Work, { from, pressed }: IncomingCall): Promise<IncomingAnswer> {
  const { name, country, locale: ownLocale } = await findStore(work)
  const number = await numberOf(work, from, country)
  const caller = number && (await callerOf(work, number.number))
  const locale = caller?.locale ?? ownLocale
  const { say, hello } = speakerOf(locale, name)
  if (!number || !caller || !(await isWelcome(work, caller))) return say([...hello, 'noNumber', 'goodbye'])
  const open = await openRequestOf(work, number.number)
  if (open) return say([...hello, 'already', ...(await stateOf(work, open, locale)), 'goodbye'])
  const timeZone = await zoneFor(work, { customerId: caller.customerId, country: number.country })
  const { desk, place } = await callDesk(work, { intent: null, locale: null })
  const at = desk.openNow ? null : await nextTime(work, timeZone, number.number)
  if (!desk.openNow && !at) return say([...hello, 'closed', 'later', 'goodbye'])
  if (pressed !== '1') {
    const offer: Sentence[] = at
      ? ['closed', ['pressForTime', { when: spokenTime(at, timeZone, locale) }]]
      : ['press', ...waitIn(place)]
    return { ...say([...hello, ...offer]), ask: true, otherwise: say(['noKey', 'goodbye']).say }
  }
  const asked = await askFromPhone(work, { caller, number: number.number, timeZone, locale, at })
  if (!asked) return say(['enough', 'goodbye'])
  return at
    ? say([['at', { when: spokenTime(at, timeZone, locale) }], 'goodbye'])
    : say(['kept', ...(await stateOf(work, asked, locale)), 'goodbye'])
}

type Sentence = CallerWord | readonly [CallerWord, Record<string, string>]

function speakerOf(locale: string, store: string) {
  const sentence = (each: Sentence) =>
    typeof each === 'string' ? callerWords(locale, each) : callerWords(locale, each[0], each[1])
  return {
    hello: [['hello', { store }]] as readonly Sentence[],
    say: (sentences: readonly Sentence[]): IncomingAnswer => ({
      locale,
      say: sentences.map(sentence),
      ask: false,
      otherwise: [],
    }),
  }
}

// A number that is withheld, or that the store does not call, is none to ring back.
async function numberOf(work: Work, from: string, country: string): Promise<CheckedNumber | undefined> {
  const policy = await callPolicy(work)
  if (!from.startsWith('+') || !policy.ways.includes('phone')) return undefined
  try {
    return readNumber(from, { ...policy, country })
  } catch (error) {
    if (error instanceof ApiError) return undefined
    throw error
  }
}

async function isWelcome(work: Work, { customerId, visitorId }: Caller): Promise<boolean> {
  try {
    await requireWelcome(work, { customerId, visitorId }, 'call')
    return true
  } catch (error) {
    if (error instanceof ApiError) return false
    throw error
  }
}

async function nextTime(work: Work, timeZone: string, number: string): Promise<Date | null> {
  const from = addMinutes(work.now, limits.calls.leadMinutes)
  return nextCallTime(await timesFor(work, timeZone, number), from, (await callPolicy(work)).daysAhead)
}

/** Where a request stands, in honest words. */
async function stateOf(work: Work, row: CallRequestRow, locale: string): Promise<Sentence[]> {
  if (row.state === 'calling' || row.state === 'talking') return ['ringing']
  if (row.next_at) return [['at', { when: spokenTime(row.next_at, row.time_zone, locale) }]]
  return waitIn(await placeOf(work, { id: row.conversation_id }))
}

function waitIn({ ahead, waitSeconds }: Awaited<ReturnType<typeof callDesk>>['place']): Sentence[] {
  const minutes = (seconds: number) => String(Math.max(1, Math.round(seconds / 60)))
  return [
    ...(ahead === null ? [] : ([['ahead', { count: String(ahead) }]] as const)),
    waitSeconds
      ? (['wait', { from: minutes(waitSeconds.from), to: minutes(Math.max(60, waitSeconds.to)) }] as const)
      : 'unsureWait',
  ]
}
