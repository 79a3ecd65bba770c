import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  chooseQueue,
  estimateWait,
  handOut,
  hasRoom,
  isCatchAll,
  priorityOf,
  quantile,
  weightOf,
  type HandOutRules,
  type Person,
  type Waiting,
} from './rules.ts'

const now = new Date('2026-03-02T15:00:00Z')
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000)
const rules: HandOutRules = {
  now,
  capacity: { places: 3, mails: 2 },
  skillWaitSeconds: 120,
  offerSeconds: { chat: 20, call: 20, mail: 300 },
}

function person(id: string, more: Partial<Person> = {}): Person {
  return { id, teams: [], skills: [], load: 0, mails: 0, idleSince: ago(60), ...more }
}

function waiting(id: string, more: Partial<Waiting> = {}): Waiting {
  const base = { channel: 'chat', weight: 1, teamId: null, skill: null, passedBy: [], offeredAt: null } as const
  return { id, waitingFrom: ago(30), ...base, ...more }
}

const offersOf = (contacts: Waiting[], people: Person[]) =>
  handOut(contacts, people, rules).map(({ contactId, staffId }) => `${contactId}→${staffId}`)

describe('who is offered what', () => {
  test.each<[string, Waiting[], Person[], string[]]>([
    ['most room first', [waiting('c')], [person('a', { load: 2 }), person('b', { load: 1 })], ['c→b']],
    ['then who got nothing for longest', [waiting('c')], [person('a'), person('b', { idleSince: ago(90) })], ['c→b']],
    ['in turns', [waiting('1'), waiting('2'), waiting('3')], [person('a'), person('b')], ['1→a', '2→b', '3→a']],
    ['nobody beyond their places', [waiting('1'), waiting('2')], [person('a', { load: 2 })], ['1→a']],
    ['a full team does not block another one', [waiting('1', { teamId: 'x' }), waiting('2')], [person('a')], ['2→a']],
    [
      'a team has its own',
      [waiting('1', { teamId: 'x' })],
      [person('a'), person('b', { teams: ['x'], load: 2 })],
      ['1→b'],
    ],
    ['who passed comes last', [waiting('1', { passedBy: ['a'] })], [person('a'), person('b', { load: 2 })], ['1→b']],
    [
      'a call needs a whole person',
      [waiting('1', { channel: 'call', weight: 3 })],
      [person('a', { load: 1 }), person('b')],
      ['1→b'],
    ],
    [
      'mails have their own number',
      [waiting('1', { channel: 'mail', weight: 0 })],
      [person('a', { mails: 2 }), person('b', { load: 3 })],
      ['1→b'],
    ],
    [
      'the skill is waited for',
      [waiting('1', { skill: 's' })],
      [person('a'), person('b', { skills: ['s'], load: 3 })],
      [],
    ],
    [
      'not for ever',
      [waiting('1', { skill: 's', waitingFrom: ago(121) })],
      [person('a'), person('b', { skills: ['s'], load: 3 })],
      ['1→a'],
    ],
    ['nor when nobody has it', [waiting('1', { skill: 's' })], [person('a')], ['1→a']],
    [
      'who has the skill goes first even then',
      [waiting('1', { skill: 's', waitingFrom: ago(500) })],
      [person('a'), person('b', { skills: ['s'], load: 2 })],
      ['1→b'],
    ],
  ])('%s', (_name, contacts, people, expected) => {
    expect(offersOf(contacts, people)).toEqual(expected)
  })

  test('when all have passed it goes round again, but not before an offer’s time is over', () => {
    const passed = (seconds: number) => waiting('1', { passedBy: ['b', 'a'], offeredAt: ago(seconds) })
    expect(handOut([passed(5)], [person('a'), person('b')], rules)).toEqual([])
    expect(handOut([passed(20)], [person('a'), person('b')], rules)).toEqual([
      { contactId: '1', staffId: 'b', startAgain: true },
    ])
    // Who has not passed is full: it comes back to who has, and keeps in mind who that was.
    expect(handOut([passed(20)], [person('a'), person('b'), person('c', { load: 3 })], rules)).toEqual([
      { contactId: '1', staffId: 'b', startAgain: false },
    ])
  })

  test('whatever waits and whoever is there: nobody is overfull, nothing is given twice, no place stays empty', () => {
    const people = fc.uniqueArray(
      fc.record({
        id: fc.constantFrom('a', 'b', 'c', 'd'),
        teams: fc.subarray(['x', 'y']),
        skills: fc.subarray(['s']),
        load: fc.integer({ min: 0, max: 3 }),
        mails: fc.integer({ min: 0, max: 2 }),
        idleSince: fc.integer({ min: 0, max: 500 }).map(ago),
      }),
      { selector: ({ id }) => id },
    )
    const contact = fc.record({
      channel: fc.constantFrom('chat' as const, 'mail' as const, 'call' as const),
      teamId: fc.constantFrom(null, 'x', 'y'),
      skill: fc.constantFrom(null, 's'),
      waitingFrom: fc.integer({ min: 0, max: 300 }).map(ago),
      passedBy: fc.subarray(['a', 'b', 'c', 'd']),
      offeredAt: fc.constantFrom(null, ago(5), ago(600)),
    })
    fc.assert(
      fc.property(people, fc.array(contact, { maxLength: 12 }), (there, contacts) => {
        const all = contacts.map((each, index): Waiting => {
          const weight = weightOf(each.channel, { chat: 1, mail: 0 }, rules.capacity)
          return { ...each, id: String(index), weight }
        })
        const offers = handOut(all, there, rules)
        expect(new Set(offers.map(({ contactId }) => contactId)).size).toBe(offers.length)
        const after = there.map((one) => {
          const mine = offers
            .filter(({ staffId }) => staffId === one.id)
            .map(({ contactId }) => all[Number(contactId)]!)
          const load = one.load + mine.reduce((sum, { weight }) => sum + weight, 0)
          const mails = one.mails + mine.filter(({ channel }) => channel === 'mail').length
          expect(load).toBeLessThanOrEqual(rules.capacity.places)
          expect(mails).toBeLessThanOrEqual(rules.capacity.mails)
          for (const { teamId } of mine) expect(teamId === null || one.teams.includes(teamId)).toBe(true)
          return { ...one, load, mails }
        })
        const left = all.filter(({ id }) => !offers.some(({ contactId }) => contactId === id))
        for (const each of left.filter(({ passedBy, skill }) => passedBy.length === 0 && skill === null)) {
          const serving = after.filter(({ teams }) => each.teamId === null || teams.includes(each.teamId))
          expect(serving.some((one) => hasRoom(one, each, rules.capacity))).toBe(false)
        }
      }),
      { seed: 43, numRuns: 500 },
    )
  })
})

describe('where it waits', () => {
  const queues = [
    { id: 'safety', matches: { safety: true } },
    { id: 'german', matches: { locales: ['de'], channels: ['chat' as const] } },
    { id: 'dear', matches: { minimumOrderMinor: 50_000 } },
    { id: 'returns', matches: { intents: ['return_item', 'exchange_item'] } },
    { id: 'rest', matches: {} },
  ]
  const facts = { channel: 'chat' as const, intent: null, locale: null, orderMinor: null }
  test.each([
    [{ ...facts, intent: 'safety', locale: 'de-DE' }, 'safety'],
    [{ ...facts, locale: 'de-AT' }, 'german'],
    [{ ...facts, locale: 'den' }, 'rest'],
    [{ ...facts, channel: 'mail' as const, locale: 'de-DE' }, 'rest'],
    [{ ...facts, orderMinor: 50_000 }, 'dear'],
    [{ ...facts, orderMinor: 49_999, intent: 'return_item' }, 'returns'],
    [facts, 'rest'],
  ])('%j waits in %s', (given, expected) => {
    expect(chooseQueue(queues, given)?.id).toBe(expected)
  })

  test('without a match, what takes everything takes it, wherever it stands', () => {
    const [all, german] = [{ id: 'all', matches: {} }, queues[1]!]
    expect(chooseQueue([german, all], facts)?.id).toBe('all')
    expect(chooseQueue([german], facts)).toBeUndefined()
    expect([all, german].map(isCatchAll)).toEqual([true, false])
  })

  test('priority is the highest that anybody gives', () => {
    expect(priorityOf({ safety: 9 }, { intent: 'safety', queue: 2, conversation: 0 })).toBe(9)
    expect(priorityOf({ safety: 9 }, { intent: null, queue: 2, conversation: 5 })).toBe(5)
  })
})

describe('how long it will take', () => {
  const accepted = [30, 90, 150, 210, 270, 330].map(ago)
  test.each([
    [
      'somebody is free: as long as an offer lasts',
      { ahead: 0, isSomebodyFree: true, accepted: [] },
      { from: 0, to: 20 },
    ],
    [
      'too few came free of late: nothing is said',
      { ahead: 0, isSomebodyFree: false, accepted: accepted.slice(0, 2) },
      null,
    ],
    [
      'one came free every 55 seconds: next is soon',
      { ahead: 0, isSomebodyFree: false, accepted },
      { from: 0, to: 90 },
    ],
    ['the sixth waits for six of them', { ahead: 5, isSomebodyFree: false, accepted }, { from: 150, to: 510 }],
  ])('%s', (_name, given, expected) => {
    expect(estimateWait({ now, offerSeconds: 20, ...given })).toEqual(expected)
  })

  test('quantiles', () => {
    expect(quantile([], 0.5)).toBeNull()
    expect(quantile([1, 2, 3, 4, 100], 0.5)).toBe(3)
    expect(quantile([1, 2, 3, 4, 100], 0.9)).toBe(100)
  })
})
