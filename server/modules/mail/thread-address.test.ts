import { describe, expect, it } from 'vitest'
import { threadAddress, threadMessageId, verifyMessageId, verifyThreadAddress } from './thread-address.ts'

const ours = { key: Buffer.from('a key of this installation'), domain: 'desk.test' }
const a = 'cnv_01hzy0000000000000000000aa'
const b = 'cnv_01hzy0000000000000000000bb'
const mailboxes = ['support@shop.test']

describe('HC-01 a thread id', () => {
  it('comes back as its conversation, with brackets, blanks and in capitals', () => {
    const id = threadMessageId(a, ours)
    expect(id).toMatch(/^c\.[0-9a-z]+\.[0-9a-f]+\.[0-9a-f]+@desk\.test$/)
    for (const written of [id, `<${id}>`, ` ${id.toUpperCase()} `])
      expect(verifyMessageId(written, ours)).toEqual({ conversationId: a })
    expect(threadMessageId(a, ours)).not.toBe(id)
  })

  it.each([
    ['that names another conversation', (id: string) => id.replace(a.slice(4), b.slice(4)), ours, 'changed'],
    ['with another nonce', (id: string) => id.replace('.abc.', '.abd.'), ours, 'changed'],
    ['of another installation', (id: string) => id.replace('@desk.test', '@other.test'), ours, 'other_installation'],
    ['signed with another key', (id: string) => id, { ...ours, key: Buffer.from('another') }, 'changed'],
    ['of somebody’s mail program', () => 'CAF=x-1@mail.one.test', ours, 'not_ours'],
  ])('%s is none', (_what, change, key, why) =>
    expect(verifyMessageId(change(threadMessageId(a, ours, 'abc')), key)).toEqual({ why }),
  )
})

describe('HC-01 an address with a conversation in it', () => {
  const address = threadAddress(a, 'support@shop.test', ours) ?? ''

  it('comes back as its conversation, and fits', () => {
    expect(verifyThreadAddress(address.toUpperCase(), mailboxes, ours)).toEqual({ conversationId: a })
    expect(address.indexOf('@')).toBeLessThanOrEqual(64)
    expect(threadAddress(a, 'customer-service-returns@shop.test', ours)).toBeUndefined()
  })

  it.each([
    ['that names another conversation', address.replace(a.slice(4), b.slice(4)), 'changed'],
    ['of another mailbox', address.replace('support', 'sales'), 'other_installation'],
    ['without anything', 'support@shop.test', 'not_ours'],
  ])('%s is none', (_what, given, why) => expect(verifyThreadAddress(given, mailboxes, ours)).toEqual({ why }))
})
