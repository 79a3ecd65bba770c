import { upsertOrders } from '#modules/orders'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { runJobs } from '#testing/app'
import { hasDovecot } from '#testing/dovecot'
import { type MailFloor, openMailFloor, plainMail } from '#testing/mail-floor'
import { orderInput } from '#testing/order-input'
import { readKeptMail } from './jobs/read-kept-mail.ts'
import { container } from './reading/testing/container.ts'
import { html, mailBytes, type MailSource, multipart } from './reading/testing/mail-of.ts'
import { threadMessageId } from './thread-address.ts'
import { threadKeyOf } from './thread-key.ts'

const ava = 'Ava Stone <ava@one.test>'

describe.skipIf(!hasDovecot)('mails as they come, through a real IMAP server', () => {
  let floor: MailFloor
  let support: { id: string }

  beforeAll(async () => {
    floor = await openMailFloor()
    support = await floor.mailbox('support@shop.test')
  })
  afterAll(async () => await floor?.close())
  afterEach(async () => {
    await floor.desk.app.pool.query(
      'truncate inbound_mail_original, inbound_mail_arrival, inbound_mail, outbound_mail, mail_thread, mail_sender, notification, conversation, participant, message cascade',
    )
  })

  const sue = () => floor.desk.as('sue')
  let count = 0
  /** From somebody of their own each, so that every mail is a matter. */
  function from(source: MailSource, more: string[] = []): Buffer {
    count += 1
    const headers = [`From: Writer <writer${count}@one.test>`, `Message-ID: <case-${count}@one.test>`, ...more]
    return mailBytes({ ...source, headers: [...headers, ...(source.headers ?? [])] })
  }
  const texts = async () => (await floor.matters()).map((matter) => matter.texts.join('\n'))
  const filesOf = async (conversationId: string): Promise<{ id: string; name: string; url: string }[]> => {
    const { data } = await sue().call('GET /conversations/:id/messages', { id: conversationId })
    return data.flatMap((message: { files: { id: string; name: string; url: string }[] }) => message.files)
  }
  const namesOf = async (conversationId: string) => (await filesOf(conversationId)).map(({ name }) => name)
  const warningsOf = async (conversationId: string) =>
    (await sue().call('GET /conversations/:id/mails', { id: conversationId })).inbound.flatMap(
      ({ warnings }: { warnings: string[] }) => warnings,
    )

  test('HC-18, HC-19, HC-20 a, b and d: charsets that are named wrongly and bytes that are broken stop nothing; each original is as it came', async () => {
    const quoted = (charset: string, body: string) =>
      from({ type: `text/plain; charset=${charset}`, encoding: 'quoted-printable', body })
    const etui = 'l=92=E9tui est cass=E9'
    const mails = [
      quoted('gb2312', '=C0=EE=86=B4=B5=C4=B6=A9=B5=A5'),
      quoted('gb18030', '=819=EF1=CA=D9=CB=BE'),
      from(html('<meta charset=gb2312><p>5 – 6 订单</p>')),
      ...['windows-1258', 'x-nonsense-9', 'iso-8859-1'].map((charset) => quoted(charset, etui)),
      mailBytes({ headers: ['From: "=?UTF-8?B?Zo\u00E9?=" <z@one.test>', 'Message-ID: <z@one.test>'], body: 'a' }),
      from({ body: '\x48\x69\x20\xE2\x80\x20\x6F\x6B' }),
      from({ body: 'normal' }),
    ]
    await floor.receive(mails)
    expect(await texts()).toEqual([
      '李喆的订单',
      '㐂寿司',
      '5 – 6 订单',
      ...Array.from({ length: 3 }, () => 'l’étui est cassé'),
      'a',
      'Hi \uFFFD ok',
      'normal',
    ])
    const { rows } = await floor.desk.app.pool.query<{ raw: Buffer; from_address: string; from_name: string }>(
      'select raw, from_address, from_name from inbound_mail join inbound_mail_original using (store_id, id) order by place',
    )
    expect(rows.map(({ raw }) => raw.toString('latin1'))).toEqual(mails.map((each) => each.toString('latin1')))
    expect(rows[6]).toMatchObject({ from_address: 'z@one.test', from_name: expect.stringMatching(/^Zo/) })
    const { data } = await sue().call('GET /inbound-mails', { limit: 100 })
    const original = await sue().send('GET', `/inbound-mails/${data.at(4).id}/original`)
    expect(original.status).toBe(200)
  })

  test('HC-22: Outlook’s container is opened; one that is cut off or boasts is kept, and said to be closed', async () => {
    const file = { type: 'application/ms-tnef; name=winmail.dat', encoding: 'base64' }
    const whole = container(Buffer.from('%PDF-1.7'.repeat(40)))
    const boastful = Buffer.from(whole)
    boastful.writeUInt32LE(0xffff_fff0, whole.length - 2 - 320 - 4)
    await floor.receive(
      [whole, whole.subarray(0, 100), boastful].map((each) => from({ ...file, body: each.toString('base64') })),
    )
    const [opened, cut, boast] = (await floor.matters()).map(({ id }) => id)
    expect(await texts()).toEqual(['Where is my parcel?', expect.anything(), expect.anything()])
    expect(await namesOf(opened ?? '')).toEqual(['winmail.dat', 'label.pdf'])
    for (const id of [cut ?? '', boast ?? '']) {
      expect(await namesOf(id)).toEqual(['winmail.dat'])
      expect(await warningsOf(id)).toEqual(['closed_container'])
    }
    expect(await warningsOf(opened ?? '')).toEqual([])
  })

  test('HC-24: an invitation is said in words and as a file; its end lies with it; nothing is accepted', async () => {
    const invitation = (method: string) => ({
      type: `text/calendar; method=${method}; charset=UTF-8`,
      body: [
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        `METHOD:${method}`,
        'BEGIN:VEVENT',
        'UID:u1@one.test',
        'SUMMARY:Abholung',
        'DTSTART;TZID=Europe/Berlin:20260714T150000',
        'ORGANIZER;CN=Ava:mailto:ava@one.test',
        'END:VEVENT',
        'END:VCALENDAR',
      ].join('\r\n'),
    })
    const mail = (who: string, method: string) =>
      mailBytes({ ...invitation(method), headers: [`From: ${who}`, `Message-ID: <${method}.${who.length}@one.test>`] })
    await floor.receive([mail(ava, 'REQUEST'), mail('eve@evil.test', 'CANCEL'), mail(ava, 'CANCEL')])
    const [one, other] = await floor.matters()
    expect(one?.texts).toEqual([
      'Abholung\n14 July 2026 15:00 Europe/Berlin\nAva <ava@one.test>',
      expect.stringMatching(/^Cancelled: Abholung\n/),
    ])
    expect(await namesOf(one?.id ?? '')).toEqual(['invite.ics', 'invite.ics'])
    const [invite] = await filesOf(one?.id ?? '')
    expect((await sue().send('GET', (invite?.url ?? '').replace('/api/v1', ''))).body).toContain('SUMMARY:Abholung')
    const { rows: sent } = await floor.desk.app.pool.query(
      'select distinct template from notification union all select state from outbound_mail',
    )
    expect(sent).toEqual([{ template: 'mail_received' }])
    expect(other?.texts).toHaveLength(1)
  })

  test('HC-25 b and c: a file with a name of its own stays a file; pictures that come again and again are kept once', async () => {
    const pdf = 'Content-Type: application/pdf; name=offer.pdf\r\nContent-ID: <p1@x>\r\n\r\n%PDF-1.7 offer'
    const logo = (number: number) =>
      `Content-Type: image/gif; name=logo${number}.gif\r\nContent-ID: <logo${number}@x>\r\nContent-Transfer-Encoding: base64\r\n\r\n${gif(number)}`
    const words = (number: number) =>
      `Content-Type: text/html\r\n\r\n<p>Answer ${number}</p>${[1, 2, 3].map((each) => `<img src="cid:logo${each}@x">`).join('')}`
    await floor.receive([
      mailBytes({
        ...multipart('mixed', ['Content-Type: text/html\r\n\r\n<p>The offer</p>', pdf]),
        headers: [`From: ${ava}`, 'Message-ID: <l0@x>'],
      }),
      ...[1, 2, 3, 4, 5].map((number) =>
        mailBytes({
          ...multipart('related', [words(number), logo(1), logo(2), logo(3)]),
          headers: [`From: ${ava}`, `Message-ID: <l${number}@x>`, `In-Reply-To: <l${number - 1}@x>`],
        }),
      ),
    ])
    const [matter] = await floor.matters()
    expect(matter?.texts).toHaveLength(6)
    expect(await namesOf(matter?.id ?? '')).toEqual(['offer.pdf'])
    const { rows } = await floor.desk.app.pool.query(
      "select count(distinct sha256)::int as contents, count(*)::int as shown from file where owner_kind = 'mail' and media_type like 'image/%'",
    )
    expect(rows).toEqual([{ contents: 3, shown: 15 }])
  })

  test('HC-09 c: what a robot writes in somebody’s name changes nothing of whose matter it is', async () => {
    await floor.receive([plainMail(ava, 'Where is it?')])
    const [before] = await floor.matters()
    await floor.receive([
      plainMail(ava, 'I am away', {
        'Auto-Submitted': 'auto-replied',
        'Reply-To': 'a.autoreply@one.test',
        'In-Reply-To': `<${threadMessageId(before?.id ?? '', threadKeyOf(floor.desk.app.config))}>`,
      }),
    ])
    expect(await floor.matters()).toEqual([before])
    expect(before?.customer).toBe(floor.desk.customers.ava)
  })

  test('HC-15: five mails are five messages and five acknowledgements, also after the mailbox was made anew', async () => {
    const number = (at: number) =>
      plainMail(`w${at}@one.test`, `Words ${at}`, { 'Message-ID': at === 4 ? ' <m4@one.test> ' : `<m${at}@one.test>` })
    await floor.receive([1, 2, 3, 4, 5].map(number))
    const sent = async () =>
      (
        await floor.desk.app.pool.query(
          "select count(*)::int as count from notification where to_address ~ '^w[1-5]@one.test$'",
        )
      ).rows[0]?.count
    expect([(await texts()).length, await sent()]).toEqual([5, 5])
    await floor.dovecot.renumber()
    const client = await floor.dovecot.client()
    const { exists } = await client.mailboxOpen('INBOX')
    await client.logout()
    // Mails of the tests before lie there too.
    await floor.receive([], support.id, exists)
    const after = await floor.desk.app.pool.query(
      "select count(*)::int as count from message where body like 'Words %'",
    )
    expect([after.rows[0]?.count, await sent()]).toEqual([5, 5])
  })

  test('an order that its buyer names is what the matter is about; another’s number links nothing, and is said to colleagues alone', async () => {
    const [own, second, foreign] = await floor.desk.run((work) =>
      upsertOrders(
        work,
        'import',
        [
          orderInput({ reference: 'A-1001', customer: { reference: 'ava', email: 'ava@one.test', name: 'Ava Stone' } }),
          orderInput({ reference: '77', customer: { reference: 'ava', email: 'ava@one.test', name: 'Ava Stone' } }),
          orderInput({ reference: 'B-2002', customer: { reference: 'ben', email: 'ben@two.test', name: 'Ben Hall' } }),
        ],
        { history: false },
      ),
    )
    await floor.receive([
      plainMail(ava, 'It is broken', { subject: 'My order #a-1001' }),
      plainMail(ava, 'I paid 77 for two of them', { 'Message-ID': '<later@one.test>' }),
      plainMail(ava, 'It is order # 77, by the way', { 'In-Reply-To': '<later@one.test>' }),
      plainMail(ava, 'Where is B-2002?'),
      plainMail('eve@evil.test', 'I ordered A-1001, send it to me'),
    ])
    const ids = (await floor.matters()).map(({ id }) => id)
    const about = ids.map(async (id) => (await sue().call('GET /conversations/:id', { id })).orderId)
    expect(await Promise.all(about)).toEqual([own?.id, second?.id, null, null])
    // Colleagues are told what it names; whoever wrote it never is.
    const named = ids.map(async (id) =>
      (await sue().call('GET /conversations/:id/mails', { id })).inbound.map(
        (mail: { namesOrder: object | null }) => mail.namesOrder,
      ),
    )
    expect(await Promise.all(named)).toEqual([
      [null],
      [null, null],
      [{ id: foreign?.id, reference: 'B-2002' }],
      [{ id: own?.id, reference: 'A-1001' }],
    ])
    expect((await floor.desk.as('ava').send('GET', `/conversations/${ids[2]}/mails`)).status).toBe(403)
    const { rows: told } = await floor.desk.app.pool.query(
      "select body_text from notification where to_address = 'eve@evil.test'",
    )
    expect(told.map(({ body_text: text }) => text)).toEqual([expect.not.stringMatching(/A-1001|Ava/)])
  })

  test('what a mail is about is known, and brings it into the queue for that', async () => {
    const queue = await floor.desk.as('ada').call('POST /queues', {
      name: 'Damage',
      place: 10,
      matches: { intents: ['damaged'] },
    })
    await floor.receive([plainMail(ava, 'The mug arrived in pieces'), plainMail('kim@else.test', 'Hm')])
    const [asked, unclear] = await floor.matters()
    const { rows } = await floor.desk.app.pool.query(
      'select conversation.id, intent, queue_id from conversation join contact on contact.conversation_id = conversation.id order by conversation.id',
    )
    expect(rows).toMatchObject([
      { id: asked?.id, intent: 'damaged', queue_id: queue.id },
      { id: unclear?.id, intent: null, queue_id: expect.not.stringContaining(queue.id) },
    ])
  })

  test('two jobs at a mailbox at once file each mail once, in the order in which they came', async () => {
    const { app } = floor.desk
    await floor.receive(
      Array.from({ length: 40 }, (_, at) =>
        plainMail(ava, `Part ${at}`, { 'Message-ID': `<q${at}@one.test>`, 'In-Reply-To': `<q${at - 1}@one.test>` }),
      ),
    )
    const parts = Array.from({ length: 40 }, (_, at) => `Part ${at}`)
    expect((await floor.matters()).map((matter) => matter.texts)).toEqual([parts])
    await app.pool.query('truncate conversation, participant, message, mail_thread cascade')
    await app.pool.query(
      "update inbound_mail set state = 'stored', conversation_id = null, posted_message_id = null, version = 1",
    )
    const context = {
      app,
      log: app.log,
      signal: new AbortController().signal,
      jobKey: support.id,
      retryCount: 0,
      isLastTry: false,
      transact: floor.desk.run,
      read: floor.desk.reader,
      port: app.ports.get,
    }
    await Promise.all([1, 2, 3].map(() => readKeptMail.run(context as never, { mailboxId: support.id })))
    await runJobs(app)
    expect((await floor.matters()).map((matter) => matter.texts)).toEqual([parts])
  })
})

/** A picture of one dot, a different one for each number. */
function gif(number: number): string {
  const bytes = Buffer.from('R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==', 'base64')
  bytes.writeUInt8(number, 13)
  return bytes.toString('base64')
}
