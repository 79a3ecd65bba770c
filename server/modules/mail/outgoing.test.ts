import { execFileSync } from 'node:child_process'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addMinutes } from '#platform/time'
import { runJobs, runUntil } from '#testing/app'
import { hasDovecot } from '#testing/dovecot'
import { lastTo, type MailDrop, openMailDrop, sendingServers } from '#testing/mail-drop'
import { type MailFloor, openMailFloor, plainMail } from '#testing/mail-floor'
import { openListener } from '#testing/mail-senders'
import { bringMail } from '#testing/smtp-client'
import { limits } from '../../limits.ts'
import { emailPort, sendingServersPort } from './outgoing/ports.ts'
import { authenticateMail } from './reading/authenticate.ts'
import { readInWorker } from './reading/read-in-worker.ts'
import { readMail, type ReadMail } from './reading/read-mail.ts'

const receivedAt = new Date('2026-03-02T15:00:00Z')
const mailProgram = ['/usr/bin/s-nail', '/usr/local/bin/s-nail'].find((path) => existsSync(path))
const ava = 'Ava Stone <ava@one.test>'
const stranger = 'Nora <nora@two.test>'

const keys = generateKeyPairSync('rsa', { modulusLength: 2_048 })
const records: Record<string, string[][]> = {
  '_dmarc.shop.test TXT': [['v=DMARC1; p=reject']],
  'm1._domainkey.shop.test TXT': [
    [`v=DKIM1; k=rsa; p=${keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`],
  ],
}
async function resolver(name: string, type: string): Promise<string[][]> {
  const found = records[`${name} ${type}`]
  if (!found) throw Object.assign(new Error('none'), { code: 'ENOTFOUND' })
  return found
}

describe.skipIf(!hasDovecot)('answers that leave as mail', () => {
  let floor: MailFloor
  let drop: MailDrop

  beforeAll(async () => {
    floor = await openMailFloor()
    const privateKey = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    drop = await openMailDrop(() => floor.desk.app.clock.now(), {
      dkim: { domain: 'shop.test', selector: 'm1', privateKey },
    })
    floor.desk.app.ports.set(emailPort, drop.port)
    await floor.mailbox('support@shop.test', { aliases: ['claims@shop.test'] })
  })
  afterAll(async () => {
    await floor?.close()
    await drop?.close()
  })
  beforeEach(async () => {
    drop.mails.length = 0
    drop.unknown.clear()
    drop.busy = false
    await floor.desk.app.pool.query(
      'truncate conversation, inbound_mail_arrival, inbound_mail_original, inbound_mail, outbound_mail, undeliverable_address, mail_thread, notification cascade',
    )
  })

  const sam = () => floor.desk.as('sam')
  const serverOfDovecot = () => {
    const { port, account } = floor.dovecot
    return { host: '127.0.0.1', port, security: 'none', account, folder: 'Box1' }
  }
  let written = 0
  async function answer(id: string, text: string, more: object = {}) {
    written += 1
    return await sam().send('POST', `/conversations/${id}/messages`, {
      body: { text, clientId: `answer-${written}`, ...more },
    })
  }
  /** Lets the time for taking back pass, and has everything sent. */
  async function leave() {
    const { app } = floor.desk
    await runUntil(app, addMinutes(app.clock.now(), 1), { allowFailures: drop.busy })
  }
  const read = (to: string): ReadMail => {
    const mail = lastTo(drop.mails, to)
    expect(mail, `a mail to ${to}`).toBeDefined()
    return readMail(mail?.raw ?? Buffer.from(''), { receivedAt })
  }
  const headersOf = ({ headers }: ReadMail) =>
    Object.fromEntries(headers.map(({ name, value }) => [name, value.trim()]))
  const outbound = async () =>
    (
      await floor.desk.app.pool.query(
        'select state, failure, status, attempts, to_address, cc, delayed_at from outbound_mail order by created_at',
      )
    ).rows
  async function onlyMatter() {
    const matters = await floor.matters()
    expect(matters).toHaveLength(1)
    return matters[0] as (typeof matters)[number]
  }

  test('an answer goes out once, in its thread, from the mailbox; the reply comes back into it, whatever a program leaves of it', async () => {
    await floor.receive([plainMail(ava, 'Where is it?', { 'Message-ID': '<first@one.test>', subject: 'My parcel' })])
    const { id, reference } = await onlyMatter()
    const acknowledged = read('ava@one.test')
    expect(acknowledged.automatic.kind).toBe('auto_reply')
    // HC-13: a machine wrote it, and says so.
    expect(headersOf(acknowledged)).toMatchObject({
      'auto-submitted': 'auto-replied',
      'x-auto-response-suppress': 'All',
    })
    expect(acknowledged.text).toContain(reference)
    await answer(id, 'It arrives tomorrow.')
    await leave()
    expect(drop.mails).toHaveLength(2)
    const mail = read('ava@one.test')
    expect(mail.from).toEqual({ name: 'Shop', address: 'support@shop.test' })
    expect(mail.subject).toBe('Re: My parcel')
    expect(mail.inReplyTo).toEqual(['first@one.test'])
    expect(mail.references.at(-1)).toBe('first@one.test')
    expect(mail.text.startsWith('It arrives tomorrow.')).toBe(true)
    expect(mail.text).toContain(reference)
    // HC-13: a person wrote it, so it says nothing about machines.
    expect(headersOf(mail)).not.toHaveProperty('auto-submitted')
    expect(headersOf(mail)).not.toHaveProperty('x-auto-response-suppress')
    expect((await outbound()).map(({ state }) => state)).toEqual(['sent'])
    const raw = lastTo(drop.mails, 'ava@one.test')?.raw ?? Buffer.from('')
    expect(await authenticateMail(raw, {}, resolver)).toMatchObject({ dkim: 'pass', dmarc: 'pass' })
    const plus = mail.replyTo[0]?.address ?? ''
    await floor.receive([
      plainMail(ava, 'By id', {
        'In-Reply-To': `<${mail.messageId}>`,
        References: `<${mail.messageId}>`,
        subject: 'Re: My parcel',
      }),
      plainMail(ava, 'By address', { to: plus, subject: 'x' }),
      plainMail(stranger, 'By the acknowledgement', { 'in-reply-to': acknowledged.messageId, subject: 'y' }),
    ])
    expect((await onlyMatter()).texts).toEqual([
      'Where is it?',
      'It arrives tomorrow.',
      'By id',
      'By address',
      'By the acknowledgement',
    ])
  })

  test('HC-03: ids of acknowledgements and of questions how it was lead back, alone, in lower case and without brackets', async () => {
    await floor.receive([plainMail(ava, 'Broken', { subject: 'Mug' })])
    const { messageId, replyTo } = read('ava@one.test')
    await floor.receive([
      plainMail(ava, 'Two', { 'In-Reply-To': `<${messageId}>`, References: `<${messageId}>` }),
      plainMail(ava, 'Three', { to: replyTo[0]?.address ?? '' }),
      plainMail(ava, 'Four', { 'in-reply-to': messageId }),
    ])
    expect((await onlyMatter()).texts).toEqual(['Broken', 'Two', 'Three', 'Four'])
    // One acknowledgement, however many mails the matter has.
    expect(drop.mails).toHaveLength(1)
    const { app } = floor.desk
    const { id } = await onlyMatter()
    await answer(id, 'A new one is on its way.')
    await leave()
    await sam().call('POST /conversations/:id/resolution', { id, cause: 'other' })
    await runUntil(app, addMinutes(app.clock.now(), 31))
    const asked = read('ava@one.test')
    expect([headersOf(asked)['auto-submitted'], asked.text]).toEqual(['auto-generated', expect.stringMatching(/solve/)])
    await floor.receive([plainMail(ava, 'Five', { References: `<${asked.messageId}>` })])
    expect((await onlyMatter()).texts.at(-1)).toBe('Five')
  })

  test('HC-08: to the writer alone, or with everybody else, never to ourselves; only to ourselves is refused', async () => {
    const raw = plainMail('shopper@one.test', 'Both of us', {
      to: 'hello@shop.test',
      Cc: 'claims@shop.test, friend@one.test',
      'X-Original-To': 'hello@shop.test',
    })
    await floor.receive([raw])
    const { id } = await onlyMatter()
    drop.mails.length = 0
    await answer(id, 'To you')
    await leave()
    expect(drop.mails.map(({ to }) => to)).toEqual([['shopper@one.test']])
    await sam().call('PUT /conversations/:id/mail-recipients', { id, everyone: true })
    await answer(id, 'To both')
    await leave()
    expect(drop.mails.at(-1)?.to).toEqual(['shopper@one.test', 'friend@one.test'])
    await floor.desk.app.pool.query("update customer set email = 'claims@shop.test' where id = $1", [
      floor.desk.customers.ben,
    ])
    const refused = await sam().send('POST', '/conversations', {
      body: { customer: floor.desk.customers.ben, text: 'Hello us', channel: 'web' },
    })
    expect([refused.status, refused.body.error.code]).toEqual([422, 'only_ourselves'])
    await floor.desk.app.pool.query("update customer set email = 'ben@two.test' where id = $1", [
      floor.desk.customers.ben,
    ])
  })

  test('an answer never goes to where a forged sender would like it', async () => {
    await floor.receive([plainMail(ava, 'Send it there', { 'Reply-To': 'thief@evil.test' })])
    const { id } = await onlyMatter()
    await answer(id, 'Your address is …')
    await leave()
    expect(drop.mails.flatMap(({ to }) => to)).not.toContain('thief@evil.test')
    const { recipients } = await sam().call('GET /conversations/:id/outgoing-mails', { id })
    expect(recipients.askedFor).toEqual(['thief@evil.test'])
    // At a large provider everybody has the same domain; only what it vouches for is believed.
    await floor.receive([plainMail('ben@one.test', 'To my other one', { 'Reply-To': 'mallory@one.test' })])
    const other = (await floor.matters()).at(-1)?.id ?? ''
    const asked = async () => (await sam().call('GET /conversations/:id/outgoing-mails', { id: other })).recipients
    expect(await asked()).toMatchObject({ to: ['ben@one.test'], askedFor: ['mallory@one.test'] })
    const { inbound } = await sam().call('GET /conversations/:id/mails', { id: other })
    expect(inbound[0].warnings).toContain('answers_go_elsewhere')
    await floor.desk.app.pool.query(
      `update inbound_mail set traits = traits || '{"authenticity": {"isAuthentic": true}}' where conversation_id = $1`,
      [other],
    )
    expect(await asked()).toMatchObject({ to: ['mallory@one.test'], askedFor: [] })
  })

  test('what a colleague moved into a conversation changes nothing about whom it is with; taken back, its writer is answered', async () => {
    await floor.receive([plainMail(stranger, 'Mine too')])
    const noras = await onlyMatter()
    const { conversation } = await floor.desk.as('ava').call('POST /conversations', { text: 'My lamp', channel: 'web' })
    const recipientsOf = async (id: string) =>
      (await sam().call('GET /conversations/:id/outgoing-mails', { id })).recipients
    const { inbound } = await sam().call('GET /conversations/:id/mails', { id: noras.id })
    const [{ id, version }] = inbound
    const moved = await sam().call('POST /inbound-mails/:id/move', { id, to: conversation.id, version })
    expect(await recipientsOf(conversation.id)).toMatchObject({ to: ['ava@one.test'], cc: [] })
    await sam().call('PUT /conversations/:id/mail-recipients', { id: conversation.id, everyone: true })
    expect(await recipientsOf(conversation.id)).toMatchObject({ to: ['ava@one.test'], cc: ['nora@two.test'] })
    await sam().call('DELETE /inbound-mails/:id/move', { id, version: moved.version })
    expect(await recipientsOf(conversation.id)).toBeNull()
    expect((await recipientsOf(noras.id)).to).toEqual(['nora@two.test'])
    await runJobs(floor.desk.app)
  })

  test('what is taken back never leaves; what stays leaves after the time for that, also while the server was away', async () => {
    await floor.receive([plainMail(ava, 'Hello')])
    const { id } = await onlyMatter()
    drop.mails.length = 0
    const { body } = await answer(id, 'Wrong words')
    await runJobs(floor.desk.app)
    expect(drop.mails).toEqual([])
    await sam().send('POST', `/messages/${body.message.id}/retraction`, { body: {} })
    drop.busy = true
    await answer(id, 'Right words')
    await leave()
    expect((await outbound()).map(({ state }) => state)).toEqual(['taken_back', 'waiting'])
    drop.busy = false
    await expect
      .poll(
        async () => {
          await runJobs(floor.desk.app)
          return drop.mails.length
        },
        { timeout: 20_000 },
      )
      .toBe(1)
    expect(read('ava@one.test').text).toContain('Right words')
    expect((await outbound()).map(({ state }) => state)).toEqual(['taken_back', 'sent'])
  })

  test('a mailbox with a server of its own sends through that, every other through the store’s; a wrong password is told before it is saved, and waits', async () => {
    const { app } = floor.desk
    const login = { name: 'sales', password: 'right' }
    const own = await openMailDrop(() => app.clock.now(), {}, login)
    app.ports.set(
      sendingServersPort,
      sendingServers({ allowInside: [`127.0.0.1:${own.smtpPort}`], now: () => app.clock.now() }),
    )
    const ada = floor.desk.as('ada')
    const sending = { host: '127.0.0.1', port: own.smtpPort, security: 'none', account: login.name }
    const tried = async (more: object) => await ada.call('POST /mailboxes/sending-test', { sending, ...more })
    expect(await tried({ sendingPassword: 'wrong' })).toEqual({ works: false, failure: 'unauthorized' })
    expect(await tried({ sendingPassword: 'right' })).toEqual({ works: true, failure: null })
    expect(await tried({ sending: { ...sending, host: 'localhost' }, sendingPassword: 'right' })).toEqual({
      works: false,
      failure: 'address_not_allowed',
    })
    const sales = await floor.mailbox('sales@shop.test', { sending, sendingPassword: 'right' })
    expect(JSON.stringify(sales)).not.toContain('right')
    await floor.receive([plainMail(ava, 'To support')])
    await floor.receive([plainMail('kim@two.test', 'To sales', { to: 'sales@shop.test' })], sales.id)
    // What acknowledges them already goes its own way.
    expect([drop, own].map(({ mails }) => mails.map(({ to }) => to[0]))).toEqual([['ava@one.test'], ['kim@two.test']])

    let { version } = sales
    const change = async (input: object) => {
      const changed = await ada.send('PUT', `/mailboxes/${sales.id}`, {
        body: { address: 'sales@shop.test', server: serverOfDovecot(), version, ...input },
      })
      if (changed.status === 200) version += 1
      return changed
    }
    await change({ sending, sendingPassword: 'changed there' })
    for (const each of await floor.matters()) await answer(each.id, 'An answer')
    await runUntil(app, addMinutes(app.clock.now(), 1), { allowFailures: true })
    expect((await outbound()).map(({ state, failure }) => `${state} ${failure}`).toSorted()).toEqual([
      'sent null',
      'waiting unauthorized',
    ])
    // What one server was told is not told to another, neither when it is saved nor when it is tried.
    for (const other of [{ host: 'mail.evil.test' }, { port: 2525 }, { security: 'tls' }, { account: 'other' }])
      expect((await change({ sending: { ...sending, ...other } })).body.error.param).toBe('sendingPassword')
    const server = serverOfDovecot()
    for (const other of [{ host: 'mail.evil.test' }, { port: server.port + 1 }, { security: 'starttls' }])
      expect((await change({ server: { ...server, ...other } })).body.error.param).toBe('password')
    expect((await change({ sending, sendingPassword: 'right' })).body.sending).toEqual(sending)
    const kept = { mailbox: sales.id }
    expect(await tried(kept)).toEqual({ works: true, failure: null })
    expect(await tried({ ...kept, sending: { ...sending, account: 'other' } })).toMatchObject({ works: false })
    expect((await floor.desk.as('sue').send('POST', '/mailboxes/sending-test', { body: { sending } })).status).toBe(403)
    await expect.poll(async () => (await runJobs(app), own.mails.length), { timeout: 20_000 }).toBe(2)
    expect(own.mails.every(({ raw }) => /^From: Shop <sales@shop.test>/m.test(raw.toString()))).toBe(true)
    expect(drop.mails.map(({ to }) => to[0])).toEqual(['ava@one.test', 'ava@one.test'])
    // Left out, it stays; null is the store's.
    expect((await change({ name: 'Sales' })).body.sending).toEqual(sending)
    expect((await change({ sending: null })).body.sending).toBeNull()
    await own.close()
  })

  const report = (to: string, body: { action: string; status: string; id: string; address: string }) =>
    [
      'From: MAILER-DAEMON@mx.gone.test',
      `To: ${to}`,
      'Subject: Undelivered Mail Returned to Sender',
      'Content-Type: multipart/report; report-type=delivery-status; boundary=r',
      'Auto-Submitted: auto-replied',
      '',
      '--r',
      'Content-Type: text/plain',
      '',
      'It could not be delivered.',
      '--r',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.gone.test',
      '',
      `Final-Recipient: rfc822; ${body.address}`,
      `Action: ${body.action}`,
      `Status: ${body.status}`,
      '',
      '--r',
      'Content-Type: message/rfc822',
      '',
      `Message-ID: <${body.id}>`,
      `To: ${body.address}`,
      '',
      'the original',
      '--r--',
      '',
    ].join('\r\n')

  test('HC-14: a failed delivery is shown on the answer that failed, reopens its matter and tells who holds it, once', async () => {
    await floor.receive([plainMail('bad@gone.test', 'Hello')])
    const { id } = await onlyMatter()
    await answer(id, 'An answer')
    await leave()
    await sam().call('POST /conversations/:id/resolution', { id, cause: 'other' })
    const { messageId } = read('bad@gone.test')
    const returnPath = lastTo(drop.mails, 'bad@gone.test')?.envelopeFrom ?? ''
    await leave()
    const sent = drop.mails.length
    const failed = report(returnPath, {
      action: 'failed',
      status: '5.1.1',
      id: messageId,
      address: 'bad@gone.test',
    })
    await floor.receive([failed])
    await floor.receive([failed.replace('could not', 'still could not')])
    const matter = await onlyMatter()
    expect(matter.state).toBe('open')
    expect(matter.texts).toEqual(['Hello', 'An answer'])
    expect(await outbound()).toMatchObject([{ state: 'failed', failure: 'returned', status: '5.1.1' }])
    const { data } = await sam().call('GET /mentions', {})
    expect(data.filter(({ conversation }: { conversation: { id: string } }) => conversation.id === id)).toHaveLength(1)
    const outgoing = async () => await sam().call('GET /conversations/:id/outgoing-mails', { id })
    expect(await outgoing()).toMatchObject({
      data: [{ state: 'failed', status: '5.1.1', to: 'bad@gone.test' }],
      recipients: { undeliverable: ['bad@gone.test'] },
    })
    expect(drop.mails).toHaveLength(sent)
    // Whoever writes from there is there.
    await floor.receive([plainMail('bad@gone.test', 'I am here')])
    expect((await outgoing()).recipients.undeliverable).toEqual([])
  })

  test('HC-14: a report that anybody may have written is noted on its answer, and says nothing of an address', async () => {
    await floor.receive([plainMail('kim@three.test', 'Hello', { Cc: 'mallory@evil.test' })])
    const { id } = await onlyMatter()
    const about = { action: 'failed', status: '5.1.1', address: 'kim@three.test' }
    await sam().call('PUT /conversations/:id/mail-recipients', { id, everyone: true })
    await answer(id, 'To both')
    await leave()
    const both = read('mallory@evil.test')
    const pathOfBoth = lastTo(drop.mails, 'mallory@evil.test')?.envelopeFrom ?? ''
    await sam().call('PUT /conversations/:id/mail-recipients', { id, everyone: false })
    await answer(id, 'To Kim')
    await leave()
    const alone = read('kim@three.test')
    await floor.receive([plainMail('mallory@evil.test', 'My own')])
    const own = (await floor.matters()).at(-1)?.id ?? ''
    await answer(own, 'To Mallory')
    await leave()
    const pathOfMallory = lastTo(drop.mails, 'mallory@evil.test')?.envelopeFrom ?? ''
    await floor.receive([
      report(pathOfBoth, { ...about, id: both.messageId }),
      report(pathOfBoth, { ...about, id: alone.messageId }),
      report(pathOfMallory, { ...about, id: alone.messageId }),
    ])
    expect((await outbound()).map(({ state }) => state)).toEqual(['failed', 'failed', 'failed'])
    const { rows } = await floor.desk.app.pool.query('select address from undeliverable_address')
    expect(rows).toEqual([])
  })

  test('HC-14: of a colleague’s address nothing changes; a delay is only noted; a report in words counts as one', async () => {
    await floor.receive([plainMail(ava, 'Hello')])
    const { id } = await onlyMatter()
    await answer(id, 'An answer')
    await leave()
    const mail = read('ava@one.test')
    const sent = drop.mails.length
    const about = { action: 'failed', status: '4.2.2', id: 'ntf1@shop.test', address: 'sam@shop.test' }
    await floor.receive(
      Array.from({ length: 20 }, (_none, at) => `X-Number: ${at}\r\n${report('support@shop.test', about)}`),
    )
    expect(await outbound()).toMatchObject([{ state: 'sent', delayed_at: null }])
    await floor.receive([
      report('support@shop.test', { action: 'delayed', status: '4.4.1', id: mail.messageId, address: 'ava@one.test' }),
    ])
    const [delayed] = await outbound()
    expect(delayed.state).toBe('sent')
    expect(delayed.delayed_at).not.toBeNull()
    expect(drop.mails).toHaveLength(sent)
    const plain = [
      'From: Mail Delivery System <MAILER-DAEMON@mx.one.test>',
      `To: ${lastTo(drop.mails, 'ava@one.test')?.envelopeFrom}`,
      'Subject: Mail delivery failed: returning message to sender',
      '',
      'A message that you sent could not be delivered to one or more of its recipients. This is a permanent error.',
      '',
      '  ava@one.test',
      '    550 mailbox unavailable',
      '',
    ].join('\r\n')
    await floor.receive([plain])
    expect(await outbound()).toMatchObject([{ state: 'failed', failure: 'returned' }])
    expect((await onlyMatter()).texts).toEqual(['Hello', 'An answer'])
    expect(drop.mails).toHaveLength(sent)
  })

  test('what the server refuses for good is shown at once, and its words stay where they were written', async () => {
    await floor.receive([plainMail('bad@gone.test', 'Hello')])
    const { id } = await onlyMatter()
    drop.unknown.add('bad@gone.test')
    await answer(id, 'An answer')
    await leave()
    expect(await outbound()).toMatchObject([{ state: 'failed', failure: 'smtp_550', status: '550' }])
    const { recipients } = await sam().call('GET /conversations/:id/outgoing-mails', { id })
    expect(recipients.undeliverable).toEqual(['bad@gone.test'])
    expect((await onlyMatter()).texts).toEqual(['Hello', 'An answer'])
  })

  test('nobody is flooded with acknowledgements, under whatever names their address has', async () => {
    await floor.receive(Array.from({ length: 7 }, (_none, at) => plainMail(`victim+${at}@four.test`, 'Not mine')))
    expect(drop.mails).toHaveLength(5)
  })

  test('HC-04: two people who answer one newsletter are two matters, and each sees their own', async () => {
    const news = { 'In-Reply-To': '<news-42@shop.test>', References: '<news-42@shop.test>', subject: 'Re: Our news' }
    await floor.receive([plainMail('a@one.test', 'Secret of a', news), plainMail('b@two.test', 'Secret of b', news)])
    const matters = await floor.matters()
    expect(matters.map(({ texts }) => texts)).toEqual([['Secret of a'], ['Secret of b']])
    expect(drop.mails.map(({ to }) => to[0] ?? '').toSorted()).toEqual(['a@one.test', 'b@two.test'])
    await answer(matters[0]?.id ?? '', 'Thank you')
    await leave()
    const mail = read('a@one.test')
    expect(mail.text).not.toContain('Secret of b')
    await floor.receive([plainMail('a@one.test', 'Again', { 'In-Reply-To': `<${mail.messageId}>` })])
    expect((await floor.matters()).map(({ texts }) => texts)).toEqual([
      ['Secret of a', 'Thank you', 'Again'],
      ['Secret of b'],
    ])
    expect(drop.mails).toHaveLength(3)
  })

  const rowsOfHeaders: [row: string, headers: Record<string, string>, acknowledges: boolean, reopens: boolean][] = [
    ['1', { 'Auto-Submitted': 'auto-replied' }, false, false],
    ['2', { 'Auto-Submitted': 'no' }, true, true],
    ['3', { Precedence: 'list' }, false, false],
    ['4', { Precedence: 'bulk' }, false, false],
    ['5', { 'X-Auto-Response-Suppress': 'All' }, false, true],
    ['6', { 'X-Auto-Response-Suppress': 'None' }, true, true],
    ['7', { 'X-Autoreply': 'yes' }, false, false],
    ['8', { 'Return-Path': '<>' }, false, false],
    ['9', { 'List-Id': '<x.list.test>' }, false, false],
  ]

  test.each([
    ['from a server', rowsOfHeaders],
    ['over SMTP', rowsOfHeaders.filter(([row]) => ['1', '2', '5', '8'].includes(row))],
  ])('HC-13 %s: what is acknowledged and what opens a solved matter again', async (way, rows) => {
    const from = (row: string) => `row${row}@one.test`
    await floor.receive(rows.map(([row]) => plainMail(from(row), 'Begin')))
    const begun = new Map((await floor.matters()).map((matter) => [matter.authors[0], matter.id]))
    const acknowledged = new Map(rows.map(([row]) => [row, read(from(row))]))
    for (const id of begun.values()) {
      await answer(id, 'Done')
      await sam().call('POST /conversations/:id/resolution', { id, cause: 'other' })
    }
    await leave()
    drop.mails.length = 0
    if (way === 'over SMTP') {
      const listener = await openListener(floor.desk.app)
      await floor.desk.as('ada').call('POST /mailboxes', { address: 'direct@shop.test', kind: 'smtp' })
      for (const [row, { 'Return-Path': nobody, ...headers }] of rows) {
        const envelope = { from: nobody ? '' : from(row), to: ['direct@shop.test'] }
        const replyTo = acknowledged.get(row)?.replyTo[0]?.address ?? ''
        expect(replyTo).toMatch(/^support\+/)
        const mails = [
          plainMail(from(row), 'More', { to: replyTo.replace('support+', 'direct+'), ...headers }),
          plainMail(`new${row}@one.test`, 'New', { to: 'direct@shop.test', ...headers }),
        ]
        for (const each of mails) expect(await bringMail(listener.port, each, envelope)).toMatch(/^250/)
      }
      await runJobs(floor.desk.app)
      await listener.stop()
    } else
      await floor.receive([
        ...rows.map(([row, headers]) =>
          plainMail(from(row), 'More', { ...headers, 'In-Reply-To': `<${acknowledged.get(row)?.messageId}>` }),
        ),
        ...rows.map(([row, headers]) => plainMail(`new${row}@one.test`, 'New', headers)),
      ])
    const { rows: open } = await floor.desk.app.pool.query("select id from conversation where state = 'open'")
    const reopened = rows.filter(([row]) => open.some(({ id }) => id === begun.get(from(row))))
    expect(reopened.map(([row]) => row)).toEqual(rows.flatMap(([row, , , reopens]) => (reopens ? [row] : [])))
    expect(drop.mails.flatMap(({ to }) => to).toSorted()).toEqual(
      rows.flatMap(([row, , acknowledges]) => (acknowledges ? [`new${row}@one.test`] : [])),
    )
    const { rows: stored } = await floor.desk.app.pool.query('select count(*)::int as count from inbound_mail')
    expect(stored[0].count).toBe(rows.length * 3)
  })

  async function upload(name: string, content: Uint8Array): Promise<string> {
    const form = new FormData()
    form.append('file', new Blob([new Uint8Array(content)]), name)
    const { status, body } = await sam().send('POST', '/files', { body: form })
    expect([name, status]).toEqual([name, 201])
    return body.id
  }
  const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest('hex')

  test('HC-32: files arrive as they were sent, also an empty one; what is too large is refused before it stands there as sent', async () => {
    await floor.receive([plainMail(ava, 'Please send the papers')])
    const { id } = await onlyMatter()
    const inner = Buffer.from(plainMail(ava, 'words '.repeat(1_400)))
    const sources: [string, Buffer][] = [
      ['mail.eml', inner],
      ['zero.txt', Buffer.alloc(0)],
      ['Ä ö.pdf', Buffer.from(`%PDF-1.4\n${'x'.repeat(2_000)}`)],
    ]
    const files = await Promise.all(sources.map(([name, content]) => upload(name, content)))
    const removed = await upload('removed.txt', Buffer.from('not this one'))
    // A draft that is opened and left again keeps its files once each; what is taken out of it stays out.
    let version = 0
    for (const kept of [[...files, removed], [...files, removed], [...files, removed], files]) {
      const { draft } = await sam().call('GET /conversations/:id/draft', { id })
      const saved = await sam().call('PUT /conversations/:id/draft', {
        id,
        text: 'Here they are',
        files: kept,
        version: draft?.version ?? version,
      })
      version = saved.version
      expect(saved.files.map((file: { id: string }) => file.id)).toEqual(kept)
    }
    await answer(id, 'Here they are', { files })
    await leave()
    const sent = read('ava@one.test').files.map(({ name, content }) => [name, sha256(content)])
    expect(sent).toEqual(sources.map(([name, content]) => [name, sha256(content)]))
    const large = await Promise.all(['a.bin', 'b.bin'].map((name) => upload(name, Buffer.alloc(10_000_000, name))))
    const before = drop.mails.length
    const refused = await answer(id, 'And these', { files: large })
    expect([refused.status, refused.body.error.code]).toEqual([422, 'attachments_too_large'])
    await leave()
    expect(drop.mails).toHaveLength(before)
    expect((await onlyMatter()).texts).toEqual(['Please send the papers', 'Here they are'])
  })

  test('HC-28 e, HC-57 a: a long answer arrives to the letter, each paragraph with its direction', async () => {
    await floor.receive([plainMail(ava, 'Tell me everything')])
    const { id } = await onlyMatter()
    const long = `שלום, ההחזר אושר\n\n${'<b>All</b> of it & more. '.repeat(2_500)}`.trim()
    // Whoever reads mails that come in has their hands full meanwhile.
    const hostile = plainMail(ava, '<div><a href="x">y</a>'.repeat(20_000), { 'Content-Type': 'text/html' })
    const busy = Array.from({ length: 2 * limits.mailReading.readers }, () =>
      readInWorker(Buffer.from(hostile), { receivedAt }),
    )
    await answer(id, long)
    await leave()
    await Promise.all(busy)
    const mail = read('ava@one.test')
    expect(mail.text.startsWith(long)).toBe(true)
    const raw = lastTo(drop.mails, 'ava@one.test')?.raw ?? Buffer.from('')
    const html = await simpleParser(raw)
    expect((html.html || '').slice(0, 1_000)).toMatch(/<p dir="rtl" lang="he"[^>]*>שלום, ההחזר אושר<\/p>/)
    expect((html.html || '').slice(0, 1_000)).toMatch(
      /<p dir="ltr" lang="en-US"[^>]*>&lt;b&gt;All&lt;\/b&gt; of it &amp; more/,
    )
  })

  test('HC-50: of two shoppers who were made one, each mail is answered to where it came from', async () => {
    const ben = 'Ben Hall <ben@two.test>'
    await floor.receive([plainMail(ava, 'From A', { subject: 'A' }), plainMail(ben, 'From B', { subject: 'B' })])
    const [first, second] = await floor.matters()
    const { customers } = floor.desk
    await floor.desk
      .as('lee')
      .call('POST /customers/:id/merges', { id: customers.ben, into: customers.ava, reason: 'Told us so' })
    for (const [matter, text] of [
      [first, 'To A'],
      [second, 'To B'],
    ] as const)
      await answer(matter?.id ?? '', text)
    await leave()
    expect(read('ava@one.test').text).toContain('To A')
    expect(read('ben@two.test').text).toContain('To B')
    await floor.receive([
      plainMail(ben, 'B again', { 'In-Reply-To': `<${read('ben@two.test').messageId}>` }),
      plainMail(ava, 'A again', { 'In-Reply-To': `<${read('ava@one.test').messageId}>` }),
    ])
    expect((await floor.matters()).map(({ texts }) => texts)).toEqual([
      ['From A', 'To A', 'A again'],
      ['From B', 'To B', 'B again'],
    ])
  })

  test.skipIf(!mailProgram)('a real mail program reads what we send, and shows it as one thread', async () => {
    const mia = 'Mia <mia@three.test>'
    const first = plainMail(mia, 'Where is it?', { 'Message-ID': '<first@one.test>', subject: 'My parcel' })
    await floor.receive([first])
    const { id } = await onlyMatter()
    await answer(id, 'Größe stimmt, morgen kommt’s.')
    await leave()
    const again = plainMail(mia, 'Thank you', {
      subject: 'Re: My parcel',
      'In-Reply-To': `<${read('mia@three.test').messageId}>`,
    })
    await floor.receive([again])
    await answer(id, 'You are welcome')
    await leave()
    const other = plainMail('o@two.test', 'Something else', { subject: 'Other' })
    const [acknowledged = '', answered = '', last = ''] = drop.mails.map(({ raw }) => raw.toString())
    const box = [first, other, acknowledged, answered, again, last]
      .map(
        (raw) => `From x Mon Mar  2 15:00:00 2026\n${raw.replaceAll('\r\n', '\n').replaceAll(/^From /gm, '>From ')}\n`,
      )
      .join('')
    const folder = mkdtempSync(join(tmpdir(), 'mail-program-'))
    writeFileSync(join(folder, 'box'), box)
    const shown = execFileSync(mailProgram ?? '', ['-n', '-R', '-f', join(folder, 'box')], {
      input: 'sort thread\nset headline=%i|%f|%s\nheaders\nset nomime-counter-evidence\ntype 4\nexit\n',
      env: { ...process.env, LC_ALL: 'C.UTF-8', HOME: folder },
    }).toString()
    rmSync(folder, { recursive: true, force: true })
    const lines = shown.split('\n').filter((line) => line.split('|').length === 3)
    // Whatever hangs under another mail is drawn with an arrow.
    const hangs = lines.map((line) => (line.includes('▸') ? 'under' : line.includes('two.test') ? 'other' : 'first'))
    expect(hangs).toEqual(['first', 'under', 'under', 'under', 'under', 'other'])
    expect(shown).toContain('Größe stimmt, morgen kommt’s.')
  })
})
