import type { Message } from '#contract/conversations'
import { describe, expect, it } from 'vitest'
import { isOwn, lastPositionOf, withMessages } from './order-messages.ts'

const message = (id: string, position: number, at: string, conversationId = 'cnv_1') =>
  ({ id, position, at, conversationId, author: { kind: 'shopper', id: 'cus_1', name: 'Ava' } }) as Message

describe('messages', () => {
  const [one, two, three] = [message('a', 1, '10:00'), message('b', 2, '10:00'), message('c', 3, '09:59')]

  it('stand in their order however they arrive, each once', () => {
    const shown = withMessages(withMessages([two], [three, one]), [two, one])
    expect(shown.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  })

  it('are replaced by what arrived later', () => {
    expect(withMessages([one], [{ ...one, retracted: true }])).toEqual([{ ...one, retracted: true }])
  })

  it('of several conversations stand by time', () => {
    const other = message('x', 1, '09:58', 'cnv_2')
    expect(withMessages([one], [other]).map(({ id }) => id)).toEqual(['x', 'a'])
    expect(lastPositionOf([one, two, other], 'cnv_1')).toBe(2)
    expect(lastPositionOf([], 'cnv_1')).toBe(0)
  })

  it('are somebody’s own or the other side’s', () => {
    const by = (kind: Message['author']['kind']) => ({ author: { kind, id: null, name: '' } })
    expect(['shopper', 'visitor', 'staff', 'system'].map((kind) => isOwn(by(kind as 'staff'), 'shopper'))).toEqual([
      true,
      true,
      false,
      false,
    ])
    expect(isOwn(by('staff'), 'desk')).toBe(true)
  })
})
