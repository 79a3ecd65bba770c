import { describe, expect, it } from 'vitest'
import { composeMail } from '#testing/mail-drop'
import { readMail } from '../reading/read-mail.ts'
import { mailOf, receivedAt } from '../reading/testing/mail-of.ts'
import { verifyMessageId, verifyReturnPath, verifyThreadAddress } from '../thread-address.ts'
import { replyRecipients } from './reply-recipients.ts'
import { writeReply, type Reply } from './write-reply.ts'

const key = { key: Buffer.from('a key of this installation'), domain: 'desk.test' }
const reply: Reply = {
  key: 'omx_1',
  conversationId: 'cnv_01hzy0000000000000000000aa',
  from: { name: 'Shop', address: 'support@shop.test' },
  to: { name: 'Ava', address: 'ava@one.test' },
  cc: [],
  subject: 'AW: Re: Parcel',
  text: 'שלום, ההחזר אושר\n\nOrder ABC-123 <b>\nis on its way.',
  language: 'en',
  inReplyTo: 'm1@one.test',
  references: ['m0@one.test'],
  attachments: [],
  nonce: '1',
}

describe('an answer by mail', () => {
  it('HC-57a carries direction and language per paragraph, and the text as it is', () => {
    const mail = writeReply(reply, key)
    expect(mail.text).toBe(reply.text)
    expect(mail.html).toMatch(/<p dir="rtl" lang="he"[^>]*>שלום, ההחזר אושר<\/p>/)
    expect(mail.html).toMatch(/<p dir="ltr" lang="en"[^>]*>Order ABC-123 &lt;b&gt;<br>\nis on its way\.<\/p>/)
    // Whatever a storefront calls somebody's language.
    expect(writeReply({ ...reply, language: 'de_AT.UTF-8' }, key).html).toMatch(/<p dir="rtl" lang="he"/)
  })

  it.each([
    [
      'web addresses can be followed, and nothing but them',
      'See https://shop.test/a?b=1&c="x". Or javascript:alert(1)',
      /See <a href="https:\/\/shop.test\/a\?b=1&amp;c=" dir="ltr">https:\/\/shop.test\/a\?b=1&amp;c=<\/a>&quot;x&quot;\. Or javascript:alert\(1\)<\/p>/,
    ],
    [
      'lines stay lines, blanks stay blanks',
      'Sizes:\n- S   36\n- M   38',
      />Sizes:<br>\n- S&nbsp;  36<br>\n- M&nbsp;  38<\/p>/,
    ],
    [
      'quoted lines are set apart, on the side on which their letters begin',
      'So:\n> Which color?\n>> Any\nBlue\n> איזה צבע',
      />So:<\/p>\n<blockquote type="cite" style="[^"]*border-left[^"]*">\n<p [^>]*>Which color\?<\/p>\n<blockquote [^>]*>\n<p [^>]*>Any<\/p>\n<\/blockquote>\n<\/blockquote>\n<p [^>]*>Blue<\/p>\n<blockquote type="cite" style="[^"]*border-right[^"]*">\n<p dir="rtl" lang="he"/,
    ],
    [
      'a link in Arabic words reads from left to right',
      'تتبّع الشحنة هنا https://shop.test/t/ABC-1 شكرًا',
      /<p dir="rtl" lang="ar"[^>]*>تتبّع الشحنة هنا <a href="https:\/\/shop.test\/t\/ABC-1" dir="ltr">/,
    ],
  ])('as HTML %s; as text it is what was typed', async (_what, text, html) => {
    const mail = writeReply({ ...reply, text }, key)
    expect(mail.html).toMatch(html)
    const raw = await composeMail(mail, receivedAt)
    expect(readMail(raw, { receivedAt }).text).toBe(text)
    expect(raw.toString()).toMatch(/^content-type: multipart\/alternative/im)
  })

  it('names its conversation in its id and in where answers and reports go', () => {
    const mail = writeReply(reply, key)
    const conversation = { conversationId: reply.conversationId }
    expect(verifyMessageId(mail.messageId, key)).toEqual(conversation)
    const shared = writeReply({ ...reply, cc: [{ name: '', address: 'kim@two.test' }] }, key).envelopeFrom
    for (const address of [mail.replyTo?.address, shared])
      expect(verifyThreadAddress(address ?? '', ['support@shop.test'], key)).toEqual(conversation)
    const path = mail.envelopeFrom ?? ''
    expect(verifyReturnPath(path, ['support@shop.test'], key)).toBe('omx_1')
    for (const changed of [path.replace('r.1.', 'r.2.'), path.replace('r.', ''), mail.replyTo?.address ?? ''])
      expect(verifyReturnPath(changed, ['support@shop.test'], key)).toBeUndefined()
    expect(mail.subject).toBe('Re: Parcel')
    expect(mail.headers).toEqual({ 'In-Reply-To': '<m1@one.test>', References: '<m0@one.test> <m1@one.test>' })
    const references = Array.from({ length: 50 }, (_none, at) => `m${at}@one.test`)
    const long = writeReply({ ...reply, references }, key).headers?.['References']?.split(' ') ?? []
    expect([long.length, long[0], long.at(-1)]).toEqual([20, '<m0@one.test>', '<m1@one.test>'])
  })

  it('HC-57d arrives with the same characters', async () => {
    const text = '👩‍👩‍👧 🇩🇪 e\u0301'
    const raw = await composeMail(writeReply({ ...reply, text, subject: text }, key), receivedAt)
    const read = readMail(raw, { receivedAt })
    expect(read).toMatchObject({ text, subject: `Re: ${text}`, from: reply.from, to: [reply.to] })
    expect(read.automatic).toEqual({ kind: 'none', mayBeAnswered: true, mayReopen: true })
  })
})

describe('HC-08 who an answer goes to', () => {
  const own = ['support@shop.test', 'claims@shop.test']
  const mail = mailOf({
    headers: [
      'From: shopper@one.test',
      'To: hello@shop.test',
      'Cc: Claims@shop.test, friend@one.test',
      'X-Original-To: hello@shop.test',
    ],
  })
  const addresses = (toAll: boolean, given = mail) => {
    const { to, cc } = replyRecipients(given, own, toAll)
    return [to.map(({ address }) => address), cc.map(({ address }) => address)]
  }

  it('to the writer alone, or to all without us', () => {
    expect(addresses(false)).toEqual([['shopper@one.test'], []])
    expect(addresses(true)).toEqual([['shopper@one.test'], ['friend@one.test']])
  })

  it('to the writer also where their mail says that it came over their own address', () => {
    const sly = mailOf({ headers: ['From: shopper@one.test', 'To: hello@shop.test', 'Delivered-To: shopper@one.test'] })
    expect(addresses(false, sly)).toEqual([['shopper@one.test'], []])
  })

  it('to nobody where only we are left', () => {
    expect(addresses(true, mailOf({ headers: ['From: claims@shop.test', 'To: support+x.y@shop.test'] }))).toEqual([
      [],
      [],
    ])
  })

  it('HC-09 where the writer asked for it, unless that is us or nobody', () => {
    expect(addresses(false, mailOf({ headers: ['Reply-To: work@one.test'] }))).toEqual([['work@one.test'], []])
    expect(addresses(false, mailOf({ headers: ['Reply-To: <>'] }))).toEqual([['ava@one.test'], []])
    expect(addresses(false, mailOf({ headers: ['Reply-To: support@shop.test'] }))).toEqual([['ava@one.test'], []])
  })
})
