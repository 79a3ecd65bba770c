import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { runJobs } from '#testing/app'
import { hasDovecot } from '#testing/dovecot'
import { lastTo, type MailDrop, openMailDrop, sendingServers } from '#testing/mail-drop'
import { type MailFloor, openMailFloor, plainMail } from '#testing/mail-floor'
import { limits } from '../../limits.ts'
import { emailPort, sendingServersPort } from './outgoing/ports.ts'
import { readMail, type ReadMail } from './reading/read-mail.ts'
import { mailBytes, multipart } from './reading/testing/mail-of.ts'

const ava = 'Ava Stone <ava@one.test>'
const carrier = 'claims@carrier.test'
const receivedAt = new Date('2026-03-02T15:00:00Z')
const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest('hex')
const pdf = Buffer.from(`%PDF-1.7\n${'offer '.repeat(400)}`)
const picture = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

function offer(): Buffer {
  const part = (type: string, id: string, content: Buffer) =>
    `Content-Type: ${type}\r\nContent-ID: <${id}@x>\r\nContent-Transfer-Encoding: base64\r\n\r\n${content.toString('base64')}`
  return mailBytes({
    ...multipart('mixed', [
      'Content-Type: text/html\r\n\r\n<p>It came broken: <img src="cid:i1@x"> My card is 4242 4242 4242 4242.</p>',
      part('image/gif; name=mug.gif', 'i1', picture),
      part('application/pdf; name=offer.pdf', 'p1', pdf),
    ]),
    headers: [`From: ${ava}`, 'To: support@shop.test', 'Subject: Re: My parcel', 'Message-ID: <offer@one.test>'],
  })
}

describe.skipIf(!hasDovecot)('forwarding to somebody outside', () => {
  let floor: MailFloor
  let drop: MailDrop

  beforeAll(async () => {
    floor = await openMailFloor()
    drop = await openMailDrop(() => floor.desk.app.clock.now())
    floor.desk.app.ports.set(emailPort, drop.port)
    await floor.mailbox('support@shop.test')
  })
  afterAll(async () => {
    await floor?.close()
    await drop?.close()
  })
  beforeEach(async () => {
    drop.mails.length = 0
    drop.unknown.clear()
    await floor.desk.app.pool.query(
      'truncate conversation, message, inbound_mail_arrival, inbound_mail_original, inbound_mail, outbound_mail, undeliverable_address, mail_thread, notification cascade',
    )
  })

  const sam = () => floor.desk.as('sam')
  const read = (to: string): ReadMail => {
    const mail = lastTo(drop.mails, to)
    expect(mail, `a mail to ${to}`).toBeDefined()
    return readMail(mail?.raw ?? Buffer.from(''), { receivedAt })
  }
  async function begin(mail: string | Buffer = offer(), mailboxId?: string) {
    await floor.receive([mail], mailboxId)
    const [matter] = await floor.matters()
    const { data } = await sam().call('GET /conversations/:id/messages', { id: matter?.id })
    drop.mails.length = 0
    return { id: matter?.id ?? '', messageId: data[0].id as string }
  }
  async function forward({ id, messageId }: { id: string; messageId: string }, more: object = {}, key = '') {
    const answer = await sam().send('POST', `/conversations/${id}/forwards`, {
      body: { messageId, to: carrier, ...more },
      headers: key ? { 'idempotency-key': key } : {},
    })
    await runJobs(floor.desk.app)
    return answer
  }
  async function notes(id: string) {
    const { data } = await sam().call('GET /conversations/:id/messages', { id })
    return data.filter(({ kind }: { kind: string }) => kind === 'note')
  }

  test('HC-25 b: a forward takes every file along, also a PDF that merely has a Content-ID, exactly once over a repeat', async () => {
    const matter = await begin()
    const first = await forward(matter, { text: 'Please look into this. 5555 5555 5555 4444' }, 'forward-once-1')
    const again = await forward(matter, { text: 'Please look into this. 5555 5555 5555 4444' }, 'forward-once-1')
    expect([first.status, again.status, again.body]).toEqual([201, 201, first.body])
    expect(first.body).toMatchObject({ state: 'waiting', to: carrier, forwards: matter.messageId })
    expect(drop.mails.map(({ to }) => to)).toEqual([[carrier]])
    const mail = read(carrier)
    expect(mail.files.map(({ name, content }) => [name, sha256(content)])).toEqual([
      ['offer.pdf', sha256(pdf)],
      ['mug.gif', expect.any(String)],
    ])
    expect([mail.subject, mail.from]).toEqual(['Fwd: My parcel', { name: 'Shop', address: 'support@shop.test' }])
    expect(mail.text).toMatch(/^Please look into this\. [•\s]+4444\n\nSam Reed, Shop\n/)
    expect(mail.text).toMatch(/\n> From: Ava Stone\n> Date: .*2026.*\n> Subject: My parcel\n>\n> It came broken/)
    const raw = lastTo(drop.mails, carrier)?.raw.toString() ?? ''
    for (const secret of ['ava@one.test', '4242 4242 4242', '5555 5555 5555', 'offer@one.test'])
      expect(raw).not.toContain(secret)
    expect(mail.references).toEqual([])
    const [note] = await notes(matter.id)
    expect([note.author.name, note.text]).toEqual([
      'Sam',
      expect.stringMatching(/^Forwarded to claims@carrier\.test\n\n/),
    ])
    const { data } = await sam().call('GET /conversations/:id/outgoing-mails', { id: matter.id })
    expect(data).toMatchObject([{ messageId: note.id, state: 'sent', forwards: matter.messageId }])
  })

  test('what they answer is a note of theirs, which the shopper never sees and no answer to the shopper goes by', async () => {
    const matter = await begin(plainMail(ava, 'Where is it?', { subject: 'My parcel', 'Message-ID': '<q@one.test>' }))
    await forward(matter)
    const { messageId, replyTo, text } = read(carrier)
    const quoted = text.split('\n').map((line) => `> ${line}`)
    const answers = [
      plainMail(`Kim <${carrier}>`, `We look for it.\n\nOn Monday, Shop wrote:\n${quoted.join('\n')}`, {
        to: replyTo[0]?.address ?? '',
        subject: 'Re: Fwd: My parcel',
      }),
      plainMail('lost@carrier.test', 'Found it', { References: `<${messageId}>`, subject: 'x' }),
    ]
    await floor.receive(answers)
    expect(await floor.matters()).toMatchObject([{ id: matter.id, texts: ['Where is it?'] }])
    expect((await notes(matter.id)).slice(1)).toMatchObject([
      { author: { kind: 'visitor', id: null, name: `Kim <${carrier}>` }, text: 'We look for it.', channel: 'mail' },
      { author: { name: 'lost@carrier.test' }, text: 'Found it', mentions: [{ name: 'Sam Reed' }] },
    ])
    const { data: seen } = await floor.desk.as('ava').call('GET /conversations/:id/messages', { id: matter.id })
    expect(JSON.stringify(seen)).not.toMatch(/carrier|look for it|Found/)
    const { inbound } = await sam().call('GET /conversations/:id/mails', { id: matter.id })
    expect(inbound.map(({ why }: { why: string }) => why)).toEqual(['new', 'forward', 'forward'])
    // Whoever wrote a note takes no part: a mail of theirs with nothing but the reference is a matter of its own.
    const [known] = await floor.matters()
    await floor.receive([plainMail(carrier, 'By the reference', { subject: known?.reference ?? '' })])
    expect((await floor.matters()).map(({ texts }) => texts)).toEqual([['Where is it?'], ['By the reference']])
    const { recipients } = await sam().call('GET /conversations/:id/outgoing-mails', { id: matter.id })
    expect([recipients.to, recipients.others]).toEqual([['ava@one.test'], []])
    await sam().send('POST', `/conversations/${matter.id}/messages`, {
      body: { text: 'It is found', clientId: 'forward-answer' },
    })
    await runJobs(floor.desk.app)
    const { rows } = await floor.desk.app.pool.query(
      'select in_reply_to, subject from outbound_mail where forwards_message_id is null',
    )
    expect(rows).toEqual([{ in_reply_to: 'q@one.test', subject: 'My parcel' }])
  })

  test('it leaves through the server of its mailbox; what does not arrive is shown on it and told to who holds the matter', async () => {
    const { app } = floor.desk
    const own = await openMailDrop(() => app.clock.now())
    own.unknown.add(carrier)
    app.ports.set(
      sendingServersPort,
      sendingServers({ allowInside: [`127.0.0.1:${own.smtpPort}`], now: () => app.clock.now() }),
    )
    const sending = { host: '127.0.0.1', port: own.smtpPort, security: 'none' }
    const sales = await floor.mailbox('sales@shop.test', { sending })
    const matter = await begin(plainMail(ava, 'Hello', { to: 'sales@shop.test' }), sales.id)
    own.mails.length = 0
    await forward(matter, { to: 'kim@warehouse.test' })
    expect([own.mails.map(({ to }) => to), drop.mails]).toEqual([[['kim@warehouse.test']], []])
    await forward(matter)
    const { data } = await sam().call('GET /conversations/:id/outgoing-mails', { id: matter.id })
    expect(data.map(({ state, to }: { state: string; to: string }) => [state, to])).toEqual([
      ['sent', 'kim@warehouse.test'],
      ['failed', carrier],
    ])
    expect((await notes(matter.id)).at(-1).text).toContain('What was forwarded did not reach claims@carrier.test (550)')
    const refused = await forward(matter)
    expect([refused.status, refused.body.error.code, refused.body.error.param]).toEqual([
      400,
      'undeliverable_address',
      'to',
    ])
    await own.close()
  })

  test('what cannot be forwarded is refused with its reason, and nothing leaves', async () => {
    const matter = await begin(plainMail(ava, 'Hello'))
    const answers = async (more: object, given = matter) => {
      const { status, body } = await forward(given, more)
      return [status, body.error.code, body.error.param]
    }
    expect(await answers({ to: 'no address' })).toEqual([400, expect.any(String), 'to'])
    for (const to of ['Support@shop.test', 'support+abc.def@shop.test'])
      expect(await answers({ to })).toEqual([400, 'own_address', 'to'])
    expect(await answers({ more: 1 })).toEqual([400, 'unknown_field', 'more'])
    expect(await answers({ text: 'x'.repeat(10_001) })).toEqual([400, expect.any(String), 'text'])
    expect(await answers({ messageId: 'msg_unknown' })).toEqual([422, 'nothing_to_forward', undefined])
    const { body } = await sam().send('POST', `/conversations/${matter.id}/messages`, {
      body: { kind: 'note', text: 'Among us', clientId: 'among-us-1' },
    })
    expect(await answers({ messageId: body.message.id })).toEqual([422, 'nothing_to_forward', undefined])
    await floor.desk
      .as('lee')
      .call('POST /conversations/:id/assignment', { id: matter.id, staff: floor.desk.staff.lee })
    expect(await answers({})).toEqual([422, 'not_joined', undefined])
    const path = `/conversations/${matter.id}/forwards`
    const input = { body: { messageId: matter.messageId, to: carrier } }
    for (const who of ['ava', 'visitor:v1', 'key:conversations:write', 'staff:eve:observer'])
      expect([who, (await floor.desk.as(who).send('POST', path, input)).status]).toEqual([who, 403])
    await floor.desk
      .as('sue')
      .call('POST /conversations/:id/assignment', { id: matter.id, team: floor.desk.teams.fraud })
    expect(await answers({})).toEqual([404, 'not_found', undefined])
    expect(await answers({}, { ...matter, id: 'cnv_unknown' })).toEqual([404, 'not_found', undefined])
    expect(drop.mails).toEqual([])
  })

  test('so many in an hour, and no more files than a mail takes', async () => {
    const matter = await begin()
    const { pool } = floor.desk.app
    await pool.query(
      `insert into outbound_mail (store_id, id, conversation_id, message_id, mailbox_id, to_address, subject, state, created_at,
         forwards_message_id, forwarded_by, forward_words)
       select mailbox.store_id, 'omx_' || n, $1, 'msg_' || n, mailbox.id, 'x@carrier.test', '', 'sent', $2, $3, $4, ''
       from generate_series(1, $5) as n cross join (select * from mailbox where address = 'support@shop.test') as mailbox`,
      [matter.id, floor.desk.app.clock.now(), matter.messageId, floor.desk.staff.sam, limits.mail.forwardsPerHour],
    )
    const tooMany = await forward(matter)
    expect([tooMany.status, tooMany.body.error.code]).toEqual([422, 'too_many_forwards'])
    await pool.query("update outbound_mail set created_at = created_at - interval '1 hour'")
    await pool.query("update file set size_bytes = $1 where media_type = 'application/pdf'", [
      limits.mail.attachmentBytes + 1,
    ])
    const tooLarge = await forward(matter)
    expect([tooLarge.status, tooLarge.body.error.code]).toEqual([422, 'attachments_too_large'])
  })
})
