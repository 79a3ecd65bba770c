import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { limits } from '../../limits.ts'
import { runJobs } from '#testing/app'
import { mattersOf, plainMail } from '#testing/mail-floor'
import {
  mailgunPost,
  openListener,
  postmarkPost,
  type ProviderPost,
  secondsAgo,
  sendgridPost,
  urlEncoded,
  webhookSecrets,
} from '#testing/mail-senders'
import { openDesk, type SmallDesk } from '#testing/small-desk'
import { bringMail, dotted, smtpClient } from '#testing/smtp-client'
import { keepMail } from './commands/keep-mail.ts'
import { nameServerPort } from './ports.ts'

const ava = 'Ava Stone <ava@one.test>'

let desk: SmallDesk
let listener: Awaited<ReturnType<typeof openListener>>
const mailboxes: Record<string, { id: string; webhook: { url: string } | null }> = {}

beforeAll(async () => {
  desk = await openDesk()
  listener = await openListener(desk.app)
  const add = async (name: string, input: object) => {
    mailboxes[name] = await desk.as('ada').call('POST /mailboxes', { address: `${name}@shop.test`, ...input })
  }
  await add('support', { kind: 'smtp', aliases: ['help@shop.test'] })
  await add('sales', { kind: 'smtp', team: desk.teams.fraud })
  for (const [provider, secret] of Object.entries(webhookSecrets))
    await add(provider, { kind: 'webhook', webhook: { provider, secret } })
})
afterAll(async () => {
  await listener?.stop()
  await desk?.close()
})
afterEach(async () => {
  await desk.app.pool.query(
    'truncate inbound_mail_original, inbound_mail_arrival, inbound_mail, mail_thread, mail_sender, conversation, participant, message cascade',
  )
  await desk.app.pool.query('update mailbox set failure = null, failing_since = null')
})

interface KeptRow {
  raw: Buffer
  address: string
  envelope_from: string | null
  envelope_to: string[]
  state: string
}
const kept = async (): Promise<KeptRow[]> =>
  (
    await desk.app.pool.query<KeptRow>(
      `select raw, m.address, envelope_from, envelope_to, state from inbound_mail i join inbound_mail_original o using (store_id, id)
       join mailbox m on m.store_id = i.store_id and m.id = i.mailbox_id order by place`,
    )
  ).rows
const texts = async () => (await mattersOf(desk)).map((matter) => matter.texts)
const failureOf = async (name: string) =>
  (await desk.as('ada').call('GET /mailboxes')).data.find(({ id }: { id: string }) => id === mailboxes[name]?.id)
    .failure as string | null
const bring = (raw: string | Uint8Array, envelope?: { from?: string; to?: string[] }) =>
  bringMail(listener.port, raw, envelope)

const post = (name: string, { body, headers }: ProviderPost) =>
  desk
    .as('anonymous')
    .send('POST', (mailboxes[name]?.webhook?.url ?? '').replace(/^https?:\/\/[^/]+/, ''), { body, headers })
const byMailgun = (...args: Parameters<typeof mailgunPost>) => post('mailgun', mailgunPost(...args))
const byPostmark = (...args: Parameters<typeof postmarkPost>) => post('postmark', postmarkPost(...args))
const bySendgrid = (...args: Parameters<typeof sendgridPost>) => post('sendgrid', sendgridPost(...args))

/** Each way in, and whether what was brought is answered well. */
const ways: Record<string, (raw: string) => Promise<boolean>> = {
  smtp: async (raw) => (await bring(raw, { from: 'bounce@one.test' })).startsWith('250'),
  mailgun: async (raw) => (await byMailgun(raw)).status === 200,
  postmark: async (raw) => (await byPostmark(raw)).status === 200,
  sendgrid: async (raw) => (await bySendgrid(raw)).status === 200,
}

describe('mail that is brought over SMTP', () => {
  test('lies where it belongs, with its envelope; one mail to two mailboxes is one matter', async () => {
    expect(await bring(plainMail(ava, 'Where is it?'), { to: ['help+x@shop.test', 'SALES@shop.test'] })).toMatch(/^250/)
    await runJobs(desk.app)
    expect(await texts()).toEqual([['Where is it?']])
    expect(await bring(plainMail(ava, 'A report'), { from: '' })).toMatch(/^250/)
    expect(
      (await kept()).map(({ address, envelope_from, envelope_to }) => [address, envelope_from, envelope_to]),
    ).toEqual([
      ['support@shop.test', 'someone@client.test', ['help+x@shop.test']],
      ['sales@shop.test', 'someone@client.test', ['SALES@shop.test']],
      ['support@shop.test', '', ['support@shop.test']],
    ])
  })

  test('for mailboxes of another kind, of nobody, or that are no longer read is refused', async () => {
    for (const to of [
      'mailgun@shop.test',
      'nobody@shop.test',
      'support@elsewhere.test',
      '"support"@shop.test.evil.test',
    ])
      expect(await bring(plainMail(ava, 'x'), { to: [to] }), to).toMatch(/^550/)
    await desk.app.pool.query("update mailbox set active = false where address = 'sales@shop.test'")
    expect(await bring(plainMail(ava, 'x'), { to: ['sales@shop.test'] })).toMatch(/^550/)
    await desk.app.pool.query('update mailbox set active = true')
    expect(await kept()).toEqual([])
  })

  test('is authentic when it was handed over from where its sender says', async () => {
    const texts: Record<string, string> = {
      'one.test': 'v=spf1 ip4:127.0.0.1 -all',
      '_dmarc.one.test': 'v=DMARC1; p=none',
    }
    desk.app.ports.set(nameServerPort, {
      resolve: async (name, type) => {
        if (type === 'TXT' && texts[name]) return [[texts[name]]]
        throw Object.assign(new Error('nobody knows it'), { code: 'ENOTFOUND' })
      },
    })
    await bring(plainMail(ava, 'Mine'), { from: 'ava@one.test' })
    await bring(plainMail(ava, 'Forged'), { from: 'mallory@evil.test' })
    await runJobs(desk.app)
    const verdicts = await Promise.all(
      (await mattersOf(desk)).map(async ({ id, texts: [text] }) => {
        const { inbound } = await desk.as('sue').call('GET /conversations/:id/mails', { id })
        return [text, inbound[0].authenticity.spf, inbound[0].authenticity.isAuthentic]
      }),
    )
    expect(verdicts).toEqual([
      ['Mine', 'pass', true],
      ['Forged', 'none', false],
    ])
  })

  test('is kept while another one for the same mailbox is still being kept', async () => {
    await desk.app.pool.query('update mailbox set last_ok_at = null')
    const mailboxId = mailboxes.support?.id ?? ''
    await desk.run(async (work) => {
      const raw = Buffer.from(plainMail(ava, 'Slow'))
      await keepMail(work, { mailboxId, arrival: 'slow', raw, receivedAt: work.now })
      expect(await bring(plainMail(ava, 'Quick'))).toMatch(/^250/)
    })
    expect(await kept()).toHaveLength(2)
  })

  test('HC-10: without an id, under an id that was there before, and the same again over another server', async () => {
    const dated = (date: string, text: string, id: string) => plainMail(ava, text, { 'Message-ID': id, Date: date })
    const again = dated('Mon, 02 Mar 2026 14:02:00 +0000', 'Two', '<r1@carrier.test>')
    const mails = [
      dated('Mon, 02 Mar 2026 14:00:00 +0000', 'None', ''),
      dated('Mon, 02 Mar 2026 14:01:00 +0000', 'One', '<r1@carrier.test>'),
      again,
      `Received: from mx2.test by mx1.test; Mon, 2 Mar 2026 14:05:00 +0000\r\n${again}`,
      // Says neither when nor under which name it was written, and is sent again because its sender never heard our answer.
      plainMail(ava, 'Bare', { Date: '', 'Message-ID': '' }),
      plainMail(ava, 'Bare', { Date: '', 'Message-ID': '' }),
    ]
    for (const each of mails) expect(await bring(each)).toMatch(/^250/)
    await runJobs(desk.app)
    expect((await texts()).flat().toSorted()).toEqual(['Bare', 'None', 'One', 'Two'])
  })

  test('HC-13: every mail is kept, whatever machine wrote it; only what a person wrote is a matter', async () => {
    const rows: [headers: Record<string, string>, from: string, isPerson: boolean][] = [
      [{ 'Auto-Submitted': 'auto-replied' }, 'a@one.test', false],
      [{ 'Auto-Submitted': 'no' }, 'a@one.test', true],
      [{ Precedence: 'list' }, 'a@one.test', false],
      [{ Precedence: 'bulk' }, 'a@one.test', false],
      [{ 'X-Auto-Response-Suppress': 'All' }, 'a@one.test', true],
      [{ 'X-Auto-Response-Suppress': 'None' }, 'a@one.test', true],
      [{ 'X-Autoreply': 'yes' }, 'a@one.test', false],
      // A null return path, as a server says it: in the envelope.
      [{}, '', false],
      [{ 'List-Id': '<x.list.test>' }, 'a@one.test', false],
    ]
    for (const [index, [headers, from]] of rows.entries())
      expect(await bring(plainMail(ava, `Row ${index + 1}`, headers), { from })).toMatch(/^250/)
    await runJobs(desk.app)
    expect(await kept()).toHaveLength(9)
    const people = rows.flatMap(([, , isPerson], index) => (isPerson ? [`Row ${index + 1}`] : []))
    expect((await texts()).flat().toSorted()).toEqual(people)
    expect((await kept()).filter(({ state }) => state === 'quarantined')).toHaveLength(9 - people.length)
  })

  test('HC-20: broken bytes stop nothing behind them and are kept as they came', async () => {
    const head = (from: string | Buffer) =>
      Buffer.concat([
        Buffer.from('From: '),
        Buffer.from(from as Buffer),
        Buffer.from('\r\nTo: support@shop.test\r\nSubject: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n'),
      ])
    const mails = [
      Buffer.concat([head(Buffer.from('"=?UTF-8?B?Zoé?=" <z@one.test>', 'latin1')), Buffer.from('a\r\n')]),
      Buffer.concat([head('b@one.test'), Buffer.from('486920e280206f6b', 'hex'), Buffer.from('\r\n')]),
      Buffer.concat([head('c@one.test'), Buffer.from('A\0B\r\n')]),
      Buffer.concat([head('d@one.test'), Buffer.from('normal\r\n')]),
    ]
    for (const each of mails) expect(await bring(each)).toMatch(/^250/)
    await runJobs(desk.app)
    expect((await kept()).map(({ raw }) => raw.toString('hex'))).toEqual(mails.map((each) => each.toString('hex')))
    expect(await texts()).toEqual([['a'], ['Hi \uFFFD ok'], ['AB'], ['normal']])
  })

  test('HC-15: a sender whose connection breaks before it hears our answer brings it again, and it is one', async () => {
    const raw = plainMail(ava, 'Once')
    const client = await smtpClient(listener.port)
    for (const line of ['EHLO client.test', 'MAIL FROM:<a@one.test>', 'RCPT TO:<support@shop.test>', 'DATA'])
      await client.say(line)
    client.write(dotted(Buffer.from(raw)))
    await expect.poll(async () => (await kept()).length, { timeout: 10_000, interval: 10 }).toBe(1)
    client.end()
    expect(await bring(raw)).toMatch(/^250/)
    // Broken in the middle, nothing is kept of it.
    const half = await smtpClient(listener.port)
    for (const line of ['EHLO client.test', 'MAIL FROM:<a@one.test>', 'RCPT TO:<support@shop.test>', 'DATA'])
      await half.say(line)
    half.write('From: a@one.test\r\nSubject: half')
    half.end()
    await runJobs(desk.app)
    expect(await texts()).toEqual([['Once']])
  })
})

describe('mail that providers bring', () => {
  const strange = Buffer.concat([
    Buffer.from(plainMail(ava, 'Bytes')),
    Buffer.from([0xff, 0x80, 0x00, 0x0d, 0x0a, 0x2d, 0x2d]),
  ])

  test('is kept byte for byte, with its envelope', async () => {
    expect((await byMailgun(strange)).body).toEqual({ kept: true })
    expect(
      (
        await byMailgun(`X-Encoded: 1\r\n${strange.toString('latin1')}`.replace('\xff\x80\0', '&+%='), {
          token: 'token-2',
          encode: urlEncoded,
        })
      ).status,
    ).toBe(200)
    expect((await byPostmark(plainMail(ava, 'Grüße'))).status).toBe(200)
    expect((await bySendgrid(strange)).status).toBe(200)
    const rows = await kept()
    expect(rows.map(({ address, envelope_from, envelope_to }) => [address, envelope_from, envelope_to])).toEqual(
      ['mailgun', 'mailgun', 'postmark', 'sendgrid'].map((name) => [
        `${name}@shop.test`,
        'bounce@one.test',
        [`${name}+1@shop.test`],
      ]),
    )
    expect(rows[0]?.raw.equals(strange)).toBe(true)
    expect(rows[1]?.raw.toString('latin1')).toContain('&+%=')
    expect(rows[2]?.raw.toString()).toContain('Grüße')
    expect(rows[3]?.raw.equals(strange)).toBe(true)
    await runJobs(desk.app)
    // The same words over another way are the same mail.
    expect((await texts()).flat()).toHaveLength(3)
  })

  test('that somebody else signed is refused so that it comes again, and its mailbox says so until one is right', async () => {
    const raw = plainMail(ava, 'x')
    const other = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey
    expect((await byMailgun(raw, { key: 'another-key' })).status).toBe(401)
    expect((await byPostmark(raw, { login: 'makeright:another-password-1' })).status).toBe(401)
    expect((await bySendgrid(raw, { key: other })).status).toBe(503)
    expect((await bySendgrid(raw, { timestamp: '' })).body.error.code).toBe('bad_signature')
    for (const name of ['mailgun', 'postmark', 'sendgrid']) expect(await failureOf(name)).toBe('bad_signature')
    expect(await kept()).toEqual([])
    expect((await byMailgun(raw)).status).toBe(200)
    expect(await failureOf('mailgun')).toBeNull()
  })

  test('that was signed longer ago than its provider tries is refused for good', async () => {
    expect((await byMailgun(plainMail(ava, 'x'), { timestamp: secondsAgo(13 * 3600) })).status).toBe(406)
    expect((await bySendgrid(plainMail(ava, 'x'), { timestamp: secondsAgo(81 * 3600) })).status).toBe(406)
    expect((await byMailgun(plainMail(ava, 'x'), { timestamp: secondsAgo(7 * 3600) })).status).toBe(200)
    expect(await kept()).toHaveLength(1)
  })

  test('comes in beside others whose bodies hardly come, and those are ended', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const url = new URL(mailboxes.mailgun?.webhook?.url ?? '')
    let ended = 0
    const slow = Array.from({ length: 20 }, () => {
      const socket = connect(Number(new URL(desk.server.url).port), '127.0.0.1')
      socket.on('error', () => undefined).on('close', () => ended++)
      socket.write(
        `POST ${url.pathname} HTTP/1.1\r\nHost: x\r\nContent-Length: 90000000\r\nExpect: 100-continue\r\n\r\n-`,
      )
      return once(socket, 'data')
    })
    await Promise.all(slow)
    expect((await byMailgun(plainMail(ava, 'Quick'))).status).toBe(200)
    await expect
      .poll(async () => {
        await vi.advanceTimersByTimeAsync(limits.mail.webhookPace.seconds * 1000)
        return ended
      })
      .toBe(slow.length)
    vi.useRealTimers()
  })

  test('holds no more bytes at once than a mailbox may, and what is unsigned in its headers none', async () => {
    const before = limits.mail.webhookBytesAtOnce
    Object.assign(limits.mail, { webhookBytesAtOnce: { ofMailbox: 10, inAll: 1_000_000 } })
    expect((await byMailgun(plainMail(ava, 'Large'))).status).toBe(503)
    const unsigned = { body: Buffer.from('more than ten bytes'), headers: {} }
    expect((await post('sendgrid', unsigned)).body.error.code).toBe('bad_signature')
    Object.assign(limits.mail, { webhookBytesAtOnce: before })
    expect((await byMailgun(plainMail(ava, 'Large'))).status).toBe(200)
  })

  test('with NUL in its words is kept', async () => {
    const raw = plainMail(ava, 'N\0ul', { Subject: 'A\0b', 'X-A\0': 'b\0' })
    expect((await byPostmark(raw, { id: 'pm\0-2', recipient: 'postmark\0@shop.test' })).status).toBe(200)
    expect((await bySendgrid(`${raw}.`, { recipient: 'sendgrid\0@shop.test' })).status).toBe(200)
    await runJobs(desk.app)
    expect((await kept()).map(({ raw: bytes }) => bytes.toString())).toEqual([raw, `${raw}.`])
    expect((await texts()).flat().toSorted()).toEqual(['Nul', 'Nul\n.'])
  })

  test('that comes twice, also at once, is one; another body under a used token is nothing', async () => {
    const raw = plainMail(ava, 'Once', { Date: '', 'Message-ID': '' })
    for (const way of ['mailgun', 'postmark', 'sendgrid']) {
      expect(await Promise.all([ways[way]?.(raw), ways[way]?.(raw), ways[way]?.(raw)]), way).toEqual([true, true, true])
      expect(await ways[way]?.(raw)).toBe(true)
    }
    expect((await byMailgun(plainMail(ava, 'Forged'))).status).toBe(200)
    expect((await kept()).map(({ raw: each }) => each.toString())).toEqual([raw, raw, raw])
  })

  test('without the raw mail is not taken; its mailbox says what is missing', async () => {
    expect((await byMailgun('')).status).toBe(503)
    expect((await byPostmark('')).status).toBe(503)
    expect((await bySendgrid('')).status).toBe(503)
    for (const name of ['mailgun', 'postmark', 'sendgrid']) expect(await failureOf(name)).toBe('no_raw_mail')
  })

  test('for a mailbox that is not there, is another provider’s, or no longer read is not found', async () => {
    const { id } = mailboxes.mailgun ?? {}
    for (const path of [
      '/webhooks/mailgun/mbx_none/mime',
      `/webhooks/postmark/${id}`,
      `/webhooks/sendgrid/${mailboxes.support?.id}`,
    ])
      expect((await desk.as('anonymous').send('POST', path, postmarkPost('x'))).status).toBe(404)
    await desk.app.pool.query("update mailbox set active = false where address = 'mailgun@shop.test'")
    expect((await byMailgun(plainMail(ava, 'x'))).status).toBe(404)
    await desk.app.pool.query('update mailbox set active = true')
  })
})

describe('while nothing can be kept, each way in leaves mail with its sender, and afterwards it is there once', () => {
  const raw = (way: string) => plainMail(`${way} <${way}@one.test>`, `By ${way}`)
  const bringAll = () => Promise.all(Object.entries(ways).map(([way, brought]) => brought(raw(way))))
  const original = Object.fromEntries(Object.keys(ways).map((way) => [way, raw(way)]))
  const again = async () => {
    for (const [way, brought] of Object.entries(ways)) {
      expect(await brought(original[way] ?? ''), way).toBe(true)
      expect(await brought(original[way] ?? ''), way).toBe(true)
    }
    await runJobs(desk.app)
    expect((await texts()).flat().toSorted()).toEqual(
      Object.keys(ways)
        .map((way) => `By ${way}`)
        .toSorted(),
    )
  }

  test('the disk is full (the error that Postgres then gives, raised by a trigger)', async () => {
    await desk.app.pool.query(`create function disk_is_full() returns trigger language plpgsql as $$
      begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
      create trigger disk_is_full before insert on inbound_mail_original for each row execute function disk_is_full()`)
    expect(await bringAll()).toEqual([false, false, false, false])
    expect(await bring(raw('smtp'))).toMatch(/^451/)
    await desk.app.pool.query('drop function disk_is_full cascade')
    expect(await kept()).toEqual([])
    await again()
  })

  test('the database is away: its connections are ended and no new one is let in', async () => {
    const { rows } = await desk.app.pool.query<{ name: string }>('select current_database() as name')
    const name = rows[0]?.name ?? ''
    await withoutDatabase(name, async () => {
      expect(await bringAll()).toEqual([false, false, false, false])
      expect(await bring(raw('smtp'))).toMatch(/^451/)
    })
    await again()
  })
})

async function withoutDatabase(name: string, run: () => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: desk.app.connectionString.replace(`/${name}`, '/postgres') })
  await client.connect()
  try {
    await client.query(`alter database ${name} allow_connections false`)
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
    await run()
  } finally {
    await client.query(`alter database ${name} allow_connections true`)
    await client.end()
  }
}
