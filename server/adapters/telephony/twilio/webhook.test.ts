import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import { expect, it } from 'vitest'
import type { TelephonyDelivery } from '../../../modules/calls/ports.ts'
import { account, openTwilio, webhookUrl } from './twilio-bench.fixture.ts'
import { readSaid } from './webhook.ts'

const sid = `CA${'0'.repeat(32)}`
const step = `${webhookUrl}?call=att_1&leg=a0&step=status`
const fields = {
  AccountSid: account.accountSid,
  CallSid: sid,
  CallStatus: 'ringing',
  From: '+12025550123',
  Note: 'Grüße, 無事 +&=',
}

/** Signed by the provider's own client, as it signs. */
function signed(
  form: Record<string, string | string[]>,
  { url = step, token = account.authToken }: { url?: string; token?: string } = {},
): TelephonyDelivery {
  const pairs = Object.entries(form).flatMap(([name, values]) => [values].flat().map((value) => [name, value]))
  return {
    method: 'POST',
    url,
    headers: { 'x-twilio-signature': getExpectedTwilioSignature(token, url, form) },
    rawBody: Buffer.from(new URLSearchParams(pairs).toString()),
  }
}

it('what the provider signed is read, whatever it is written in', async () => {
  expect(await readSaid(account, signed(fields))).toMatchObject({
    callId: 'att_1',
    key: 'a0',
    step: 'status',
    sid,
    status: 'ringing',
    from: '+12025550123',
  })
  expect(await readSaid(account, signed({ ...fields, Tag: ['b', 'a', 'a'] }))).toMatchObject({ sid })
})

it('an address with its port, or without, is the same address', async () => {
  const [bare, ported] = [step, step.replace('.test/', '.test:443/')]
  const crossed = { ...signed(fields, { url: ported }), url: bare }
  expect(await readSaid(account, crossed)).toMatchObject({ sid })
})

it.each([
  ['one byte changed', () => ({ ...signed(fields), rawBody: Buffer.from(`${signed(fields).rawBody}x`) })],
  ['a field more', () => ({ ...signed(fields), rawBody: Buffer.from(`${signed(fields).rawBody}&To=1`) })],
  ['another address', () => ({ ...signed(fields), url: step.replace('help.', 'evil.') })],
  ['another step', () => ({ ...signed(fields), url: step.replace('status', 'accept') })],
  ['another key', () => signed(fields, { token: 'another-token-of-tests' })],
  ['no header', () => ({ ...signed(fields), headers: {} })],
  ['an empty header', () => ({ ...signed(fields), headers: { 'x-twilio-signature': '' } })],
  ['nonsense in the header', () => ({ ...signed(fields), headers: { 'x-twilio-signature': 'ü'.repeat(28) } })],
  ['an empty body', () => ({ ...signed(fields), rawBody: Buffer.alloc(0) })],
  ['another account', () => signed({ ...fields, AccountSid: `AC${'2'.repeat(32)}` })],
  [
    'more fields than anybody sends',
    () => signed(Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`F${index}`, 'x']))),
  ],
  ['__proto__ for a name', () => ({ ...signed(fields), rawBody: Buffer.from('__proto__=x&CallSid=y') })],
])('%s is refused', async (_what, made) => {
  await expect(readSaid(account, made())).rejects.toMatchObject({ outcome: 'refused', code: 'bad_signature' })
})

it('what is signed and out of bounds is left out', async () => {
  const said = await readSaid(
    account,
    signed({
      CallSid: `CA${'z'.repeat(32)}`,
      CallStatus: 'exploded',
      From: `+${'1'.repeat(500)}`,
      Digits: '1; drop',
      SipResponseCode: 'x',
    }),
  )
  expect(said).toMatchObject({ sid: '', status: undefined, heard: undefined, from: '', digit: '' })
})

it('the fake signs as the provider does, over HTTP, and a stranger is refused', async () => {
  const bench = await openTwilio()
  await bench.fake.ringIn(webhookUrl, { from: '+12025550123', to: '+12025550100', keys: [] })
  expect(bench.fake.webhookAnswers).toEqual([200])
  const stranger = await openTwilio({ authToken: 'another-token-of-tests' })
  await stranger.fake.ringIn(webhookUrl, { from: '+12025550123', to: '+12025550100', keys: [] })
  expect(stranger.fake.webhookAnswers).toEqual([403])
  await bench.close()
  await stranger.close()
})
