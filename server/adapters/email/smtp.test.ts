import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, test } from 'vitest'
import { type OutgoingMail, RecipientRefused } from '../../modules/mail/outgoing/ports.ts'
import { type SmtpMail, smtpMail } from './smtp.ts'

const mail: OutgoingMail = {
  key: 'delivery:1',
  from: { name: 'Harbor Goods', address: 'care@example.com' },
  to: { address: 'ava@example.com' },
  subject: 'On its way',
  text: 'Your replacement is on its way.\n.\nA line with one dot stays.',
  messageId: 'delivery.1@example.com',
}

describe('mail over SMTP', () => {
  const closers: (() => Promise<void> | void)[] = []
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close()
  })

  async function serve(options: SMTPServerOptions): Promise<{ port: number; server: SMTPServer }> {
    const server = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS'], closeTimeout: 1, ...options })
    server.on('error', () => {})
    server.listen(0, '127.0.0.1')
    await once(server.server, 'listening')
    closers.push(() => new Promise((resolve) => server.close(() => resolve())))
    return { port: (server.server.address() as AddressInfo).port, server }
  }

  function connect(port: number, more: Partial<Parameters<typeof smtpMail>[0]> = {}): SmtpMail {
    const smtp = smtpMail({
      host: '127.0.0.1',
      port,
      security: 'none',
      now: () => new Date('2026-03-02T10:00:00Z'),
      timeoutMs: 2_000,
      ...more,
    })
    closers.push(() => smtp.close())
    return smtp
  }

  const refusing = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode })

  test('verifies the login and delivers the whole message', async () => {
    const received: { from: string; to: string[]; content: string }[] = []
    const { port } = await serve({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) =>
        username === 'care' && password === 'right' ? done(null, { user: 'care' }) : done(new Error('no')),
      onData: (stream, { envelope }, done) => {
        void text(stream).then((content) => {
          received.push({
            from: envelope.mailFrom ? envelope.mailFrom.address : '',
            to: envelope.rcptTo.map(({ address }) => address),
            content,
          })
          done(null, 'queued as 42')
        })
      },
    })
    const smtp = connect(port, { login: { name: 'care', password: 'right' } })
    await smtp.verify()
    const sent = await smtp.send(mail)
    expect(sent.messageId).toBe(mail.messageId)
    expect(sent.response).toContain('queued as 42')
    expect(received).toMatchObject([{ from: 'care@example.com', to: ['ava@example.com'] }])
    expect(received[0]?.content).toContain('Message-ID: <delivery.1@example.com>\r\n')
    expect(received[0]?.content).toContain('\r\n.\r\nA line with one dot stays.')
    // What would be several addresses, or another one, goes to nobody.
    for (const address of ['a@example.com,b@example.com', '"thief@example.net"@example.com', 'a b@example.com'])
      await expect(smtp.send({ ...mail, to: { address } })).rejects.toMatchObject({
        outcome: 'refused',
        code: 'bad_address',
      })
    expect(received).toHaveLength(1)
  })

  test('a wrong login waits for the settings, both when verified and when sent', async () => {
    const { port } = await serve({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(new Error('no')),
    })
    const smtp = connect(port, { login: { name: 'care', password: 'wrong' } })
    const failure = { outcome: 'not_done', code: 'unauthorized', retryAfterSeconds: 300 }
    await expect(smtp.verify()).rejects.toMatchObject(failure)
    await expect(smtp.send(mail)).rejects.toMatchObject(failure)
  })

  test.each([
    [550, 'refused', 'no such mailbox'],
    [451, 'not_done', 'greylisted'],
  ])('%i for the recipient is %s', async (responseCode, outcome, message) => {
    const { port } = await serve({ onRcptTo: (_address, _session, done) => done(refusing(responseCode, message)) })
    await expect(connect(port).send(mail)).rejects.toMatchObject({
      outcome,
      code: `smtp_${responseCode}`,
      message: expect.stringContaining(message),
    })
  })

  test.each([
    [554, 'refused'],
    [452, 'not_done'],
  ])('%i for the content is %s', async (responseCode, outcome) => {
    const { port } = await serve({
      onData: (stream, _session, done) => {
        stream.resume().on('end', () => done(refusing(responseCode, 'said no')))
      },
    })
    const failure = await connect(port)
      .send(mail)
      .catch((error: unknown) => error)
    expect(failure).toMatchObject({ outcome, code: `smtp_${responseCode}` })
    // It says nothing of whether the recipient is there.
    expect(failure).not.toBeInstanceOf(RecipientRefused)
  })

  test('a connection lost after the content was handed over is unknown, and is not tried again by itself', async () => {
    let handedOver = 0
    const served = await serve({
      onData: (stream) => {
        stream.resume().on('end', () => {
          handedOver += 1
          for (const connection of served.server.connections) connection.close()
        })
      },
    })
    await expect(connect(served.port).send(mail)).rejects.toMatchObject({ outcome: 'unknown' })
    expect(handedOver).toBe(1)
  })

  test('a server that does not answer is unknown after the time limit', async () => {
    const { port } = await serve({ onData: (stream) => void stream.resume() })
    await expect(connect(port, { timeoutMs: 300 }).send(mail)).rejects.toMatchObject({
      outcome: 'unknown',
      code: 'timeout',
    })
  })

  test('no server at all, or one without the TLS that we insist on, is not done', async () => {
    const { port, server } = await serve({})
    await expect(connect(port, { security: 'starttls' }).send(mail)).rejects.toMatchObject({ outcome: 'not_done' })
    await new Promise<void>((resolve) => server.close(() => resolve()))
    closers.shift()
    await expect(connect(port).send(mail)).rejects.toMatchObject({ outcome: 'not_done', code: 'unreachable' })
  })

  test('many mails share a few connections', async () => {
    let connections = 0
    let mails = 0
    const { port } = await serve({
      onConnect: (_session, done) => {
        connections += 1
        done()
      },
      onData: (stream, _session, done) => {
        mails += 1
        stream.resume().on('end', () => done())
      },
    })
    const smtp = connect(port)
    await Promise.all(Array.from({ length: 30 }, (_, n) => smtp.send({ ...mail, messageId: `${n}@example.com` })))
    expect(mails).toBe(30)
    expect(connections).toBeLessThanOrEqual(3)
  })
})
