import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { afterEach, describe, expect, test } from 'vitest'
import { findProgram } from '../telephony/sip/real-phones.fixture.ts'
import { bringMail, dotted, smtpClient } from '#testing/smtp-client'
import { type ArrivedBySmtp, type SmtpListener, type SmtpListenerOptions, smtpListener } from './smtp-listener.ts'

const raw = Buffer.concat([
  Buffer.from('From: a@one.test\r\nSubject: Bytes\r\n\r\n.\r\n..two\r\n'),
  Buffer.from([0xff, 0x00, 0x80, 0x41, 0x0d, 0x0a]),
])

describe('mail that is brought over SMTP', () => {
  const closers: (() => unknown)[] = []
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close()
  })

  async function listen(options: Partial<SmtpListenerOptions> = {}) {
    const kept: ArrivedBySmtp[] = []
    const listener: SmtpListener = await smtpListener({
      host: '127.0.0.1',
      port: 0,
      name: 'mx.shop.test',
      findRecipient: async (address) => (address.endsWith('@shop.test') ? `mbx ${address[0]}` : undefined),
      receive: async (mail) => void kept.push(mail),
      log: { info: () => undefined, warn: () => undefined } as never,
      ...options,
    })
    closers.push(() => listener.stop())
    return { ...listener, kept }
  }

  test('is kept byte for byte, by mailbox, with its envelope; addresses that are not ours are refused one by one', async () => {
    const { port, kept } = await listen()
    const client = await smtpClient(port)
    closers.push(client.end)
    expect(client.greeting).toMatch(/^220 mx\.shop\.test ESMTP/)
    const hello = await client.say('EHLO client.test')
    expect(hello).toMatch(/SIZE 40000000/)
    expect(hello).not.toMatch(/AUTH|STARTTLS/)
    expect(await client.say('MAIL FROM:<>')).toMatch(/^250/)
    expect(await client.say('RCPT TO:<support@shop.test>')).toMatch(/^250/)
    expect(await client.say('RCPT TO:<someone@elsewhere.test>')).toMatch(/^550 5\.1\.1/)
    expect(await client.say('RCPT TO:<support+1@shop.test>')).toMatch(/^250/)
    expect(await client.say('RCPT TO:<other@shop.test>')).toMatch(/^250/)
    expect(await client.say('DATA')).toMatch(/^354/)
    expect(await client.say(dotted(raw))).toMatch(/^250/)
    expect(kept).toEqual([
      {
        raw,
        envelopeFrom: '',
        handedOver: { ip: '127.0.0.1', helo: 'client.test' },
        recipients: new Map([
          ['mbx s', ['support@shop.test', 'support+1@shop.test']],
          ['mbx o', ['other@shop.test']],
        ]),
      },
    ])
  })

  test('that is too large is refused, said beforehand or not', async () => {
    const { port, kept } = await listen({ limits: { broughtBytes: 1_000 } })
    const client = await smtpClient(port)
    closers.push(client.end)
    await client.say('EHLO client.test')
    expect(await client.say('MAIL FROM:<a@one.test> SIZE=1001')).toMatch(/^552/)
    expect(await bringMail(port, `Subject: x\r\n\r\n${'long '.repeat(400)}`)).toMatch(/^552/)
    expect(kept).toEqual([])
  })

  test('stays with its sender while it cannot be kept, or nobody can say whose it is', async () => {
    const failing = async () => {
      throw new Error('the database is away')
    }
    expect(await bringMail((await listen({ receive: failing })).port, raw)).toMatch(/^451/)
    expect(await bringMail((await listen({ findRecipient: failing })).port, raw)).toMatch(/^451/)
    expect(await bringMail((await listen({ limits: { bytesAtOnce: 20 } })).port, raw)).toMatch(/^451/)
  })

  test('comes over few connections from one address, and no longer once nothing but guesses comes', async () => {
    const { port } = await listen({ limits: { clientsPerAddress: 2, unknownRecipients: 3 } })
    const [one, other] = [await smtpClient(port), await smtpClient(port)]
    expect((await smtpClient(port)).greeting).toMatch(/^421/)
    other.end()
    await one.say('EHLO client.test')
    await one.say('MAIL FROM:<a@one.test>')
    const guess = () => one.say('RCPT TO:<guess@elsewhere.test>')
    expect([await guess(), await guess(), await guess()].map((reply) => reply.slice(0, 3))).toEqual([
      '550',
      '550',
      '421',
    ])
    expect(await one.reply()).toBe('')
  })

  test('that is under way when it closes is taken in, who waits is sent away', async () => {
    const { promise: held, resolve: release } = Promise.withResolvers<void>()
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
    const { port, stop } = await listen({
      receive: async () => {
        begin()
        await held
      },
    })
    const idle = await smtpClient(port)
    const bringing = bringMail(port, raw)
    await begun
    const stopped = stop()
    expect(await idle.reply()).toMatch(/^421/)
    release()
    expect(await bringing).toMatch(/^250/)
    await stopped
  })

  test.skipIf(!findProgram('openssl'))('comes over TLS where there is a certificate', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mail-tls-'))
    closers.push(() => rmSync(folder, { recursive: true }))
    const [certificate, secret] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
    const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
    const named = ['-keyout', secret, '-out', certificate, '-subj', '/CN=mx.shop.test']
    execFileSync('openssl', [...made, ...named, '-addext', 'subjectAltName=DNS:mx.shop.test'], { stdio: 'ignore' })
    const cert = readFileSync(certificate)
    const { port, kept } = await listen({ certificate: async () => ({ cert, key: readFileSync(secret) }) })
    const tls = { ca: cert, servername: 'mx.shop.test' }
    const client = createTransport({ host: '127.0.0.1', port, requireTLS: true, tls })
    await client.sendMail({ envelope: { from: 'a@one.test', to: 'support@shop.test' }, raw })
    client.close()
    expect(kept).toMatchObject([{ envelopeFrom: 'a@one.test' }])
  })
})
