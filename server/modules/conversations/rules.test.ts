import { describe, expect, test } from 'vitest'
import { allowedOn, type ActionFacts } from './allowed.ts'
import { beginningOf, cleanLine, cleanText } from './clean-text.ts'
import { mayAskSolved, mayWrite, resumeUntil } from './rules.ts'
import { inboxOf } from './transcripts/mails-to.ts'

const now = new Date('2026-03-02T15:00:00Z')

describe('who may answer', () => {
  const self = 'stf_self'
  test.each([
    ['nobody holds it', null, null, true],
    ['I hold it', self, { joined: true, left_at: null }, true],
    ['a colleague holds it', 'stf_other', null, false],
    ['a colleague holds it, I only follow', 'stf_other', { joined: false, left_at: null }, false],
    ['nobody holds it, I only follow', null, { joined: false, left_at: null }, true],
    ['I had it and lost it to a colleague', 'stf_other', { joined: true, left_at: now }, false],
    ['I had it and lost it, nobody holds it yet', null, { joined: true, left_at: now }, false],
    ['I take part, a colleague holds it', 'stf_other', { joined: true, left_at: null }, true],
  ])('%s', (_words, assigneeId, participant, expected) => {
    expect(mayWrite({ assigneeId, staffId: self, participant })).toBe(expected)
  })
})

test.each([
  ['Victim+11@Example.com', 'victim@example.com'],
  ['v.ic.tim+a+b@googlemail.com', 'victim@gmail.com'],
  ['first.last@example.com', 'first.last@example.com'],
])('%s reaches the inbox of %s', (address, inbox) => expect(inboxOf(address)).toBe(inbox))

test('it can be taken up for some days after it was solved', () => {
  expect(resumeUntil({ state: 'open', resolved_at: null }, 7)).toBeNull()
  expect(resumeUntil({ state: 'resolved', resolved_at: now }, 7)).toEqual(new Date('2026-03-09T15:00:00Z'))
})

test('whether that solved it is asked after a person’s answer, while nothing waits and somebody holds it', () => {
  const row = { state: 'open' as const, waiting_since: null, assignee_id: 'stf_1' }
  expect(mayAskSolved(row, true)).toBe(true)
  expect(mayAskSolved(row, false)).toBe(false)
  expect(mayAskSolved({ ...row, waiting_since: now }, true)).toBe(false)
  expect(mayAskSolved({ ...row, assignee_id: null }, true)).toBe(false)
  expect(mayAskSolved({ ...row, state: 'resolved' }, true)).toBe(false)
})

describe('actions', () => {
  const facts: ActionFacts = {
    side: 'shopper',
    row: {
      state: 'open',
      channel: 'chat',
      assignee_id: null,
      merged_into: null,
      customer_id: 'cus_1',
      visitor_id: null,
    },
    now,
    resumeUntil: null,
    conduct: null,
    staff: null,
  }
  const staff = { id: 'stf_self', role: 'associate' as const, participant: null }
  const names = (given: Partial<ActionFacts>) => allowedOn({ ...facts, ...given }).allowed.map(({ action }) => action)
  const why = (given: Partial<ActionFacts>) =>
    Object.fromEntries(allowedOn({ ...facts, ...given }).notAllowed.map(({ action, code }) => [action, code]))

  test('of a shopper', () => {
    expect(names({})).toEqual(['write', 'upload', 'resolve', 'transcript'])
    expect(why({})).toEqual({ reopen: 'not_possible_now' })
    const solved = { row: { ...facts.row, state: 'resolved' as const }, resumeUntil: new Date('2026-03-05T15:00:00Z') }
    expect(names(solved)).toEqual(['write', 'upload', 'reopen', 'transcript'])
    expect(why({ ...solved, resumeUntil: new Date('2026-03-01T15:00:00Z') })).toMatchObject({ reopen: 'too_late' })
  })

  test('abuse pauses writing, and nothing else', () => {
    expect(why({ conduct: 'blocked' })).toEqual({ write: 'blocked', upload: 'blocked', reopen: 'not_possible_now' })
    expect(why({ conduct: 'mail_only' })).toMatchObject({ write: 'mail_only' })
    expect(names({ conduct: 'warned' })).toContain('write')
  })

  test('of a colleague', () => {
    expect(names({ side: 'desk', staff })).toEqual([
      'write',
      'upload',
      'resolve',
      'transcript',
      'note',
      'assign',
      'move',
      'tag',
      'merge',
      'split',
      'follow',
      'warn',
    ])
    expect(why({ side: 'desk', staff })).toEqual({
      reopen: 'not_possible_now',
      undo_merge: 'not_merged',
      restrict: 'warn_first',
    })
    expect(why({ side: 'desk', staff, row: { ...facts.row, assignee_id: 'stf_other' } })).toMatchObject({
      write: 'not_joined',
    })
    expect(why({ side: 'desk', staff, row: { ...facts.row, merged_into: 'cnv_other' } })).toMatchObject({
      merge: 'already_merged',
      split: 'already_merged',
      assign: 'already_merged',
    })
    expect(why({ side: 'desk', staff, conduct: 'mail_only' })).toMatchObject({ restrict: 'supervisor_needed' })
    expect(names({ side: 'desk', staff: { ...staff, role: 'supervisor' }, conduct: 'mail_only' })).toContain('restrict')
  })

  test('of a seller', () => {
    expect(names({ side: 'seller' })).toEqual(['write', 'upload'])
  })
})

describe('words', () => {
  test.each([
    ['  indented, and the end is cut \n\n', '  indented, and the end is cut'],
    ['\n\nfirst line', 'first line'],
    ['a\r\nb\rc', 'a\nb\nc'],
    ['bell\u0007 and \u0000 nothing', 'bell and  nothing'],
    ['e\u0301 and é stay what they are', 'e\u0301 and é stay what they are'],
    ['half \ud800 of one', 'half \ufffd of one'],
  ])('%j', (text, expected) => {
    expect(cleanText(text).text).toBe(expected)
  })

  test('a line is one line', () => {
    expect(cleanLine(' Where\n is\tit? ')).toBe('Where is it?')
  })

  test.each([
    ['short', 'short'],
    ['x'.repeat(10), 'x'.repeat(10)],
    ['x'.repeat(11), `${'x'.repeat(9)}…`],
    ['12345678🇩🇪🇫🇷', '12345678…'],
    ['1234567e\u0301e\u0301e\u0301', '1234567e\u0301…'],
    ['words and more', 'words and…'],
  ])('the beginning of %s', (text, expected) => {
    expect(beginningOf(text, 10)).toBe(expected)
  })
})
