import MailComposer from 'nodemailer/lib/mail-composer'
import { beforeAll, expect, it } from 'vitest'
import { authenticateMail } from './authenticate.ts'
import { signingDomain } from './testing/signing-domain.ts'

const domain = signingDomain('one.test')
const { resolve: resolver } = domain
domain.records['one.test TXT'] = [['v=spf1 ip4:192.0.2.1 -all']]
domain.records['evil.test TXT'] = [['v=spf1 ip4:192.0.2.66 -all']]

const delivery = { ip: '192.0.2.1', helo: 'mx.one.test', envelopeFrom: 'ava@one.test' }
let signed: Buffer
beforeAll(async () => {
  const node = new MailComposer({
    from: 'ava@one.test',
    to: 'support@shop.test',
    subject: 'Parcel',
    text: 'Where is it?',
  }).compile()
  signed = await domain.sign(await node.build())
})

it('a signed mail from its own server is from its sender', async () => {
  expect(await authenticateMail(signed, delivery, resolver)).toEqual({
    isAuthentic: true,
    spf: 'pass',
    dkim: 'pass',
    dmarc: 'pass',
    domain: 'one.test',
  })
  expect(await authenticateMail(signed, {}, resolver)).toMatchObject({ isAuthentic: true, dkim: 'pass' })
})

it.each([
  ['changed on its way', (raw: string) => raw.replace('Where is', 'Send me'), {}],
  [
    'from elsewhere',
    (raw: string) => raw.replace(/^DKIM-Signature:[\s\S]*?\r\n(?=\S)/m, ''),
    { ip: '192.0.2.66', envelopeFrom: 'x@evil.test' },
  ],
  ['with two senders', (raw: string) => `From: chief@partner.test\r\n${raw}`, {}],
])('a mail %s is not', async (_what, change, other) => {
  const raw = Buffer.from(change(signed.toString('latin1')), 'latin1')
  expect(
    (await authenticateMail(raw, { ...delivery, envelopeFrom: 'x@evil.test', ip: '192.0.2.66', ...other }, resolver))
      .isAuthentic,
  ).toBe(false)
})

it('what a mail says about itself is not believed', async () => {
  const raw = Buffer.from(`Authentication-Results: mx.shop.test; dmarc=pass\r\nFrom: ava@one.test\r\n\r\nHi`)
  expect(await authenticateMail(raw, {}, resolver)).toMatchObject({ isAuthentic: false, dkim: 'none' })
})
