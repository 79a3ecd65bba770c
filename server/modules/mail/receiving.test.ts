import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { seal } from '#platform/auth/seal'
import { testApp, type TestApp } from '#testing/app'
import { type Dovecot, hasDovecot, mailboxesOf, startDovecot } from '#testing/dovecot'
import { contentHash } from './content-hash.ts'
import { followMailbox } from './follow-mailbox.ts'
import { mailboxPort } from './ports.ts'
import { sealedFor } from './tables.ts'

const patient = { timeout: 20_000, interval: 20 }

const mailOf = (number: number, more: { id?: string | null; date?: string; body?: string; head?: string } = {}) =>
  Buffer.from(
    `${more.head ?? ''}From: Ava <ava@one.test>\r\nTo: support@shop.test\r\nSubject: Matter ${number}\r\n` +
      `${more.id === null ? '' : `Message-ID: ${more.id ?? `<m${number}@one.test>`}\r\n`}` +
      `${more.date === '' ? '' : `Date: ${more.date ?? `Mon, 2 Mar 2026 15:0${number % 10}:00 +0000`}\r\n`}\r\n${more.body ?? `Words of ${number}`}\r\n`,
  )

describe('what a mail is known by', () => {
  const at = new Date('2026-03-02T15:00:00Z')

  test('HC-10 c: the same mail with other Received lines is the same, another date or body is not', () => {
    const one = contentHash(mailOf(1), at)
    expect(contentHash(mailOf(1, { head: 'Received: by mx2.test; Mon\r\n\tfolded on\r\n' }), new Date(0))).toBe(one)
    expect(contentHash(mailOf(1, { date: 'Tue, 3 Mar 2026 15:01:00 +0000' }), at)).not.toBe(one)
    expect(contentHash(mailOf(1, { body: 'Other words' }), at)).not.toBe(one)
  })

  test('a mail without name and date is told apart by when it came', () => {
    const bare = mailOf(1, { id: null, date: '' })
    expect(contentHash(bare, at)).toBe(contentHash(bare, at))
    expect(contentHash(bare, at)).not.toBe(contentHash(bare, new Date(0)))
  })
})

describe.skipIf(!hasDovecot)('mail through a real IMAP server', () => {
  let app: TestApp
  let dovecot: Dovecot

  beforeAll(async () => {
    ;[app, dovecot] = await Promise.all([testApp(), startDovecot()])
    app.ports.set(mailboxPort, mailboxesOf(dovecot))
    await sql`insert into mailbox (store_id, id, address, kind, host, port, security, account, secret_sealed, created_at)
      values (${app.storeId}, 'mbx_1', 'support@shop.test', 'imap', '127.0.0.1', ${dovecot.port}, 'none', ${dovecot.account},
        ${seal(app.config, sealedFor, dovecot.password)}, now())`.execute(app.db)
  })
  afterAll(async () => {
    await dovecot?.stop()
    await app?.close()
  })
  beforeEach(async () => {
    await sql`truncate inbound_mail_original, inbound_mail_arrival, inbound_mail cascade`.execute(app.db)
    await sql`update mailbox set uid_validity = null, last_uid = 0, failure = null, failing_since = null, last_ok_at = null, after_import = 'keep'`.execute(
      app.db,
    )
    const client = await dovecot.client()
    await client.mailboxOpen('INBOX')
    await client.messageDelete('1:*')
    await client.logout()
  })

  const kept = async () =>
    (
      await sql<{ text: string; arrivals: number }>`select convert_from(raw, 'utf8') as text, (select count(*)::int
        from inbound_mail_arrival a where a.mail_id = o.id) as arrivals from inbound_mail_original o order by id`.execute(
        app.db,
      )
    ).rows
  const arrivals = async () =>
    (await sql<{ count: number }>`select count(*)::int as count from inbound_mail_arrival`.execute(app.db)).rows[0]
      ?.count
  const subjects = async () => (await kept()).map(({ text }) => /Subject: (.*)\r/.exec(text)?.[1])
  const mailbox = async () =>
    (await sql<{ failure: string | null; last_ok_at: Date | null }>`select * from mailbox`.execute(app.db)).rows[0]

  /** Follows until something is so. */
  async function followUntil(isSo: () => Promise<boolean>): Promise<void> {
    const ending = new AbortController()
    const following = followMailbox(app, 'mbx_1', ending.signal)
    const failed = following.then(() => undefined)
    try {
      const isSoAtLast = (async () => await expect.poll(isSo, patient).toBe(true))()
      await Promise.race([isSoAtLast, failed])
    } finally {
      ending.abort()
      await following.catch(() => undefined)
    }
  }
  const count = (wanted: number) => async () => (await kept()).length >= wanted

  test('what lies there and what comes while waiting is kept, byte for byte, and stays unread on the server', async () => {
    await dovecot.deliver(mailOf(1))
    const strange = Buffer.concat([mailOf(2), Buffer.from([0xff, 0x80, 0xfe, 0x0d, 0x0a])])
    await dovecot.deliver(strange)
    await followUntil(async () => (await arrivals()) === 2)
    const { rows } = await sql<{ raw: Buffer }>`select raw from inbound_mail_original order by id`.execute(app.db)
    expect(rows.map(({ raw }) => raw.toString('hex'))).toEqual([mailOf(1), strange].map((each) => each.toString('hex')))
    const client = await dovecot.client()
    await client.mailboxOpen('INBOX')
    expect(await client.search({ seen: true })).toEqual([])
    await client.logout()
  })

  test('what comes while it waits is there at once', async () => {
    const waiting = followUntil(count(1))
    await expect.poll(async () => (await mailbox())?.last_ok_at, patient).not.toBeNull()
    await dovecot.deliver(mailOf(3))
    await waiting
    expect(await subjects()).toEqual(['Matter 3'])
  })

  test('HC-10 a: mails without Message-ID end nothing, and a second reading keeps nothing twice', async () => {
    for (const each of [mailOf(1, { id: null }), mailOf(2), mailOf(3)]) await dovecot.deliver(each)
    await followUntil(count(3))
    await dovecot.deliver(mailOf(4))
    await followUntil(count(4))
    expect(await subjects()).toEqual(['Matter 1', 'Matter 2', 'Matter 3', 'Matter 4'])
  })

  test('HC-10 b and c: another mail under the same id is another mail; the same one delivered twice is one', async () => {
    await dovecot.deliver(mailOf(1, { id: '<r1@carrier.test>' }))
    await dovecot.deliver(mailOf(2, { id: '<r1@carrier.test>' }))
    await dovecot.deliver(mailOf(2, { id: '<r1@carrier.test>', head: 'Received: from b.test by a.test\r\n' }))
    await followUntil(async () => (await arrivals()) === 3)
    expect((await kept()).map(({ arrivals }) => arrivals)).toEqual([1, 2])
  })

  test('HC-15: five mails, the fourth with blanks around its id, the mailbox made anew: five', async () => {
    for (const number of [1, 2, 3, 5]) await dovecot.deliver(mailOf(number))
    await dovecot.deliver(mailOf(4, { id: ' <m4@one.test> ' }))
    await followUntil(count(5))
    await dovecot.renumber()
    await followUntil(async () => (await arrivals()) === 10)
    expect(await kept()).toHaveLength(5)
  })

  test('HC-15: while nothing can be written nothing is deleted on the server, and the failure is seen afterwards', async () => {
    await sql`update mailbox set after_import = 'delete'`.execute(app.db)
    await dovecot.deliver(mailOf(1))
    await sql`alter table inbound_mail_original add constraint closed check (length(raw) < 0) not valid`.execute(app.db)
    await expect(followMailbox(app, 'mbx_1', new AbortController().signal)).rejects.toThrow(/closed/)
    expect((await mailbox())?.failure).toBe('not_stored')
    const client = await dovecot.client()
    await client.mailboxOpen('INBOX')
    expect(await client.search({ all: true })).toHaveLength(1)
    await client.logout()
    await sql`alter table inbound_mail_original drop constraint closed`.execute(app.db)
    await followUntil(async () => (await mailbox())?.failure === null)
    expect(await kept()).toHaveLength(1)
    const after = await dovecot.client()
    await after.mailboxOpen('INBOX')
    expect(await after.search({ all: true })).toEqual([])
    await after.logout()
  })

  test('a wrong password is said as such; a second process leaves the mailbox to the first', async () => {
    await sql`update mailbox set secret_sealed = ${seal(app.config, sealedFor, 'wrong')}`.execute(app.db)
    await expect(followMailbox(app, 'mbx_1', new AbortController().signal)).rejects.toMatchObject({
      code: 'wrong_password',
    })
    await sql`update mailbox set secret_sealed = ${seal(app.config, sealedFor, dovecot.password)}`.execute(app.db)
    const ending = new AbortController()
    const first = followMailbox(app, 'mbx_1', ending.signal)
    await expect.poll(async () => (await mailbox())?.failure, patient).toBeNull()
    await followMailbox(app, 'mbx_1', new AbortController().signal)
    ending.abort()
    await first
  })
})
