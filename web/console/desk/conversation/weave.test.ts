import type { Message } from '#contract/conversations'
import { expect, test } from 'vitest'
import { weave } from './weave.ts'

const day = (at: string) => at.slice(0, 10)
const said = (position: number, at: string, by: 'shopper' | 'staff' = 'shopper'): Message => ({
  id: `msg_${position}`,
  conversationId: 'cnv_1',
  position,
  clientId: null,
  kind: 'message',
  author: { kind: by, id: by, name: by },
  channel: 'chat',
  text: 'hello',
  notice: null,
  redacted: [],
  retracted: false,
  files: [],
  mentions: [],
  at,
})
const happened = (at: string, words: string) => ({ at, kind: 'refund', words, by: null, about: null })

test('what was done with the order stands between what was said', () => {
  const woven = weave(
    [said(1, '2026-11-25T10:00:00Z'), said(2, '2026-11-25T10:09:00Z', 'staff')],
    [happened('2026-11-20T09:00:00Z', 'ordered'), happened('2026-11-25T10:05:00Z', 'refunded')],
    day,
  )
  expect(woven.map(({ kind, key }) => (kind === 'event' ? 'event' : key))).toEqual([
    'day:2026-11-25',
    'msg_1',
    'event',
    'msg_2',
  ])
})

test('messages of one moment keep their places', () => {
  const at = '2026-11-25T10:00:00Z'
  const woven = weave([said(1, at), said(2, at), said(3, at)], [], day)
  expect(woven.slice(1).map(({ key }) => key)).toEqual(['msg_1', 'msg_2', 'msg_3'])
})

test('one author within five minutes reads on; another day, another author or an event begins anew', () => {
  const woven = weave(
    [
      said(1, '2026-11-25T23:58:00Z'),
      said(2, '2026-11-25T23:59:00Z'),
      said(3, '2026-11-26T00:00:00Z'),
      said(4, '2026-11-26T00:01:00Z', 'staff'),
      said(5, '2026-11-26T00:10:00Z', 'staff'),
    ],
    [],
    day,
  )
  expect(woven.flatMap((line) => (line.kind === 'message' ? [line.follows] : []))).toEqual([
    false,
    true,
    false,
    false,
    false,
  ])
})

test('without messages there is nothing to weave', () => {
  expect(weave([], [happened('2026-11-25T10:05:00Z', 'refunded')], day)).toEqual([])
})
