import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { hasDovecot } from '#testing/dovecot'
import { type MailFloor, type Matter, openMailFloor, plainMail } from '#testing/mail-floor'
import { runJobs } from '#testing/app'
import { compareMailbox } from './jobs/compare-mailbox.ts'
import { readKeptMail } from './jobs/read-kept-mail.ts'
import { threadAddress, threadMessageId } from './thread-address.ts'
import { threadKeyOf } from './thread-key.ts'

describe.skipIf(!hasDovecot)('mail that comes in, through a real IMAP server', () => {
  let floor: MailFloor
  let support: { id: string; version: number }

  beforeAll(async () => {
    floor = await openMailFloor()
    support = await floor.mailbox('support@shop.test', { aliases: ['help@shop.test'], formSenders: ['form@shop.test'] })
  })
  afterAll(async () => await floor?.close())
  afterEach(async () => {
    await floor.desk.app.pool.query(
      'truncate inbound_mail_original, inbound_mail_arrival, inbound_mail, mail_thread, mail_sender, conversation, participant, message cascade',
    )
  })

  const key = () => threadKeyOf(floor.desk.app.config)
  const mails = async (query: Record<string, unknown> = {}) =>
    (await floor.desk.as('sue').call('GET /inbound-mails', query)).data
  const onlyMatter = async () => (await floor.matters())[0] as Matter
  const ava = 'Ava Stone <ava@one.test>'

  test('an account’s mail is its shopper’s words, a stranger’s is a stranger’s; both wait for somebody', async () => {
    await floor.receive([
      plainMail(ava, 'Where is my lamp?', { subject: 'My lamp' }),
      plainMail('Kim <kim@else.test>', 'Do you ship to Norway?', { subject: 'Shipping' }),
    ])
    expect(await floor.matters()).toMatchObject([
      { subject: 'My lamp', state: 'open', customer: floor.desk.customers.ava, texts: ['Where is my lamp?'] },
      { subject: 'Shipping', state: 'open', customer: null, texts: ['Do you ship to Norway?'], authors: ['Kim'] },
    ])
    expect(await mails()).toMatchObject([
      { from: { address: 'kim@else.test' }, state: 'filed', why: 'new' },
      { from: { address: 'ava@one.test' }, state: 'filed', why: 'new' },
    ])
    const { rows } = await floor.desk.app.pool.query("select channel, state from contact where state <> 'done'")
    expect(rows).toMatchObject([
      { channel: 'mail', state: 'waiting' },
      { channel: 'mail', state: 'waiting' },
    ])
  })

  test('an answer to an earlier mail joins it for who takes part; for anybody else it is a suggestion', async () => {
    await floor.receive([plainMail(ava, 'First', { 'Message-ID': '<first@one.test>' })])
    await floor.receive([
      plainMail(ava, 'Second', { 'In-Reply-To': '<first@one.test>' }),
      plainMail('mallory@evil.test', 'Me too', { References: '<first@one.test>' }),
    ])
    const [one, other] = await floor.matters()
    expect(one?.texts).toEqual(['First', 'Second'])
    expect(other?.texts).toEqual(['Me too'])
    expect(await mails({ conversation: other?.id })).toMatchObject([
      { why: 'new', suggestion: { conversationId: one?.id, why: 'earlier_mail' } },
    ])
  })

  test('a question and its answer that come together are one matter, in their order', async () => {
    await floor.receive(
      [1, 2, 3, 4, 5].map((number) =>
        plainMail(ava, `Part ${number}`, {
          'Message-ID': `<p${number}@one.test>`,
          'In-Reply-To': `<p${number - 1}@one.test>`,
        }),
      ),
    )
    expect((await floor.matters()).map(({ texts }) => texts)).toEqual([
      ['Part 1', 'Part 2', 'Part 3', 'Part 4', 'Part 5'],
    ])
  })

  test('a mail that cannot be filed holds nobody up; in the end it is put aside, whole', async () => {
    const { pool } = floor.desk.app
    await pool.query("alter table message add constraint closed check (body <> 'Poison') not valid")
    await expect(floor.receive([plainMail(ava, 'Poison'), plainMail(ava, 'Plain')])).rejects.toThrow(
      /Failed while running/,
    )
    expect((await floor.matters()).map(({ texts }) => texts)).toEqual([['Plain']])
    for (let tries = 0; tries < 4; tries++) {
      await floor.desk.run((work) => work.enqueue(readKeptMail, { mailboxId: support.id }))
      await runJobs(floor.desk.app, { allowFailures: true })
    }
    await pool.query('alter table message drop constraint closed')
    expect(await mails({ state: 'quarantined' })).toMatchObject([{ problem: 'not_filed' }])
  })

  test('a reference in the subject counts for who takes part, also after it was solved', async () => {
    await floor.receive([plainMail(ava, 'First')])
    const { id, reference } = await onlyMatter()
    await floor.desk.as('sam').call('POST /conversations/:id/resolution', { id, cause: 'question' })
    await floor.receive([
      plainMail(ava, 'It came back', { subject: `AW: about ${reference.toLowerCase()}, again` }),
      plainMail('eve@evil.test', 'I want to see it', { subject: `Re: ${reference}` }),
    ])
    const [one, other] = await floor.matters()
    expect(one).toMatchObject({ id, state: 'open', texts: ['First', 'It came back'] })
    expect(other?.texts).toEqual(['I want to see it'])
  })

  test('the signed address and the signed id lead to their conversation, from whatever address', async () => {
    await floor.receive([plainMail(ava, 'First')])
    const { id } = await onlyMatter()
    await floor.receive([
      plainMail('ava@work.test', 'From work', { to: threadAddress(id, 'support@shop.test', key()) ?? '' }),
      plainMail(ava, 'As a reply', { 'in-reply-to': threadMessageId(id, key()), 'Message-ID': '' }),
    ])
    const matters = await floor.matters()
    expect(matters).toHaveLength(1)
    expect(matters[0]?.texts).toEqual(['First', 'From work', 'As a reply'])
    expect((await mails()).map(({ why }: { why: string }) => why)).toEqual(['reply', 'address', 'new'])
  })

  test('HC-01: an id that was changed to name another conversation, or comes from elsewhere, names nothing', async () => {
    await floor.receive([plainMail('a@one.test', 'Mine'), plainMail('b@two.test', 'Yours')])
    const [a, b] = await floor.matters()
    const ours = threadMessageId(a?.id ?? '', key())
    const forged = ours.replace((a?.id ?? '').slice(4), (b?.id ?? '').slice(4))
    const foreign = threadMessageId(b?.id ?? '', { ...key(), domain: 'desk.other.test' })
    const conversationOf = async (id = '') => await floor.desk.as('sue').call('GET /conversations/:id', { id })
    const before = await conversationOf(b?.id)
    await floor.receive([
      plainMail('a@one.test', 'One', { 'In-Reply-To': `<${forged}>`, subject: 'Re: parcel' }),
      plainMail('a@one.test', 'Two', { 'In-Reply-To': `<${foreign}>`, subject: 'Re: parcel' }),
    ])
    const matters = await floor.matters()
    expect(matters.map(({ texts }) => texts)).toEqual([['Mine'], ['Yours'], ['One'], ['Two']])
    expect(await mails({ state: 'filed' })).toHaveLength(4)
    // Who takes part, its state and when it last moved among it.
    expect(await conversationOf(b?.id)).toEqual(before)
    const { rows } = await floor.desk.app.pool.query(
      'select decisions -> 0 -> $1 as refused from inbound_mail order by place',
      ['refused'],
    )
    expect(rows.slice(2)).toEqual([{ refused: ['changed'] }, { refused: ['other_installation'] }])
  })

  test('HC-06: what was forwarded to another inbox begins there, linked, whatever its subject; the first one gets nothing', async () => {
    const wholesale = await floor.mailbox('wholesale@shop.test', { team: floor.desk.teams.fraud })
    await floor.receive([plainMail('partner@ext.test', 'About returns')])
    const [first] = await floor.matters()
    const ours = `<${threadMessageId(first?.id ?? '', key())}>`
    const subjects = [
      'Fwd: Your order',
      'WG: Your order',
      'TR: Your order',
      'RV: Your order',
      '转发: Your order',
      'Your order',
    ]
    await floor.receive(
      subjects.map((subject) =>
        plainMail('partner@ext.test', `Forwarded: ${subject}`, {
          to: 'wholesale@shop.test',
          subject,
          References: ours,
        }),
      ),
      wholesale.id,
    )
    const matters = await floor.matters()
    expect(matters).toHaveLength(7)
    expect(matters[0]?.texts).toEqual(['About returns'])
    for (const { id } of matters.slice(1)) {
      expect(await mails({ conversation: id })).toMatchObject([
        { suggestion: { conversationId: first?.id, why: 'reply' } },
      ])
      expect((await floor.desk.as('rita').send('GET', `/conversations/${id}`)).status).toBe(404)
    }
    expect((await floor.desk.as('rita').call('GET /inbound-mails', {})).data).toHaveLength(1)
    // Of the first matter, its notes among it, wholesale's own people learn nothing, not even that it is there.
    const [id, sue, fred] = [first?.id ?? '', floor.desk.as('sue'), floor.desk.as('fred')]
    await sue.call('POST /conversations/:id/messages', {
      id,
      kind: 'note',
      text: 'Hard to please',
      clientId: 'a-note-of-sue',
    })
    await sue.call('POST /conversations/:id/assignment', { id, team: floor.desk.teams.returns })
    for (const path of [`/conversations/${id}`, `/conversations/${id}/messages`])
      expect((await fred.send('GET', path)).status).toBe(404)
    const forwarded = await fred.call('GET /inbound-mails', { conversation: matters[1]?.id })
    expect(forwarded.data).toMatchObject([{ from: { address: 'partner@ext.test' }, suggestion: null }])
  })

  test('HC-10 a: the oldest of three without Message-ID ends nothing; a second run brings no second message', async () => {
    await floor.receive(
      ['', '<two@one.test>', '<three@one.test>'].map((id, at) => plainMail(ava, `Mail ${at}`, { 'Message-ID': id })),
    )
    const messages = async () => (await floor.matters()).flatMap(({ texts }) => texts)
    expect(await messages()).toEqual(['Mail 0', 'Mail 1', 'Mail 2'])
    await floor.receive([])
    expect(await messages()).toHaveLength(3)
  })

  test('HC-09: whoever wrote is in From; an own form writes for others', async () => {
    await floor.receive([
      plainMail('a@one.test', 'Empty', { 'Reply-To': '<>' }),
      plainMail('"Billing" <x@evil.test>', 'Pay me', { 'Reply-To': 'chief@partner.test' }),
      plainMail('form@shop.test', 'By the form', { 'Reply-To': 'Ava <ava@one.test>' }),
    ])
    expect((await mails()).map(({ from }: { from: { address: string } }) => from.address)).toEqual([
      'ava@one.test',
      'x@evil.test',
      'a@one.test',
    ])
    expect((await floor.matters()).at(-1)?.customer).toBe(floor.desk.customers.ava)
  })

  test('what a machine wrote, what names two senders and what is our own is kept and put aside, never posted', async () => {
    await floor.receive([
      plainMail('a@one.test', 'I am away', { 'Auto-Submitted': 'auto-replied' }),
      plainMail('a@one.test', 'Two', { from: 'b@two.test' }),
      plainMail('help@shop.test', 'To ourselves'),
      plainMail('help+abc@shop.test', 'To ourselves, with a plus'),
      plainMail(`=?utf-8?B?${btoa('a@v.test,b@v.test')}?=@client.test`, 'To all of them'),
    ])
    expect(await floor.matters()).toEqual([])
    expect((await mails({ state: 'quarantined' })).map(({ problem }: { problem: string }) => problem)).toEqual([
      'no_sender',
      'own_address',
      'own_address',
      'several_senders',
      'auto_reply',
    ])
  })

  test('card numbers are gone from the words; the original is the bytes as they came, for who may see where it lies', async () => {
    const raw = plainMail(ava, 'My card is 4242 4242 4242 4242', { Subject: 'Card 4242424242424242' })
    await floor.receive([raw])
    const [matter] = await floor.matters()
    expect(matter?.texts).toEqual(['My card is •••• •••• •••• 4242'])
    const [{ id, subject }] = await mails()
    expect(subject).toBe('Card •••• •••• •••• 4242')
    const original = await floor.desk.as('sam').send('GET', `/inbound-mails/${id}/original`)
    expect(original.body).toBe(raw)
    expect(original.headers.get('content-disposition')).toContain('.eml')
    for (const who of ['ava', 'anonymous']) {
      const answer = await floor.desk.as(who).send('GET', `/inbound-mails/${id}/original`)
      expect(answer.status).toBe(who === 'ava' ? 403 : 401)
    }
    expect((await floor.desk.as('sam').send('GET', '/inbound-mails/iml_none/original')).status).toBe(404)
  })

  test('files come along; one mail to two of our addresses is one matter', async () => {
    const body = (text: string) =>
      `--b\r\nContent-Type: text/plain\r\n\r\n${text}\r\n--b\r\nContent-Type: text/plain; name="list.txt"\r\nContent-Disposition: attachment; filename="list.txt"\r\n\r\nlamp\r\n--b--`
    const other = await floor.mailbox('sales@shop.test')
    const raw = plainMail(ava, body('See the list'), {
      'Content-Type': 'multipart/mixed; boundary=b',
      to: 'support@shop.test, sales@shop.test',
    })
    await floor.receive([raw])
    await floor.receive([`Received: from mx.test by other.test\r\n${raw}`], other.id)
    const matters = await floor.matters()
    expect(matters.map(({ texts }) => texts[0]?.split('\n')[0])).toEqual(['See the list'])
    expect((await mails()).map(({ state }: { state: string }) => state)).toEqual(['duplicate', 'filed'])
  })

  test('a repeat of the work files nothing twice', async () => {
    await floor.receive([plainMail(ava, 'Once')])
    await floor.desk.app.pool.query("update inbound_mail set state = 'stored'")
    await floor.desk.run((work) => work.enqueue(readKeptMail, { mailboxId: support.id }))
    await runJobs(floor.desk.app)
    expect((await floor.matters()).map(({ texts }) => texts)).toEqual([['Once']])
  })

  test('each night the server’s list is compared with what is kept; what is missing is read', async () => {
    await floor.receive([plainMail(ava, 'One'), plainMail(ava, 'Two')])
    const { app } = floor.desk
    const compare = async () => {
      await floor.desk.run((work) => work.enqueue(compareMailbox, { mailboxId: support.id }))
      await runJobs(app)
      const { data } = await floor.desk.as('ada').call('GET /mailboxes')
      return data.find(({ id }: { id: string }) => id === support.id).compared
    }
    const { onServer, kept } = await compare()
    // Mails of the tests before lie on the server too; their rows are gone.
    expect(onServer - kept).toBeGreaterThan(0)
    await floor.receive([], support.id, onServer - kept)
    expect((await compare()).kept).toBe(onServer)
  })

  test('mailboxes: bad input names the field, nobody but administrators, no password comes out, changes are guarded', async () => {
    const ada = floor.desk.as('ada')
    const server = { host: 'mail.shop.test', port: 993, security: 'tls', account: 'x' }
    const bad = await ada.send('POST', '/mailboxes', { body: { address: 'no address', server, password: 'x' } })
    expect([bad.status, bad.body.error.param]).toEqual([400, 'address'])
    const taken = await ada.send('POST', '/mailboxes', {
      body: { address: 'Support@shop.test', server, password: 'x' },
    })
    expect(taken.body.error.code).toBe('address_taken')
    expect((await floor.desk.as('sue').send('GET', '/mailboxes')).status).toBe(403)
    expect(JSON.stringify(await ada.call('GET /mailboxes'))).not.toContain(floor.dovecot.password)
    const stale = await ada.send('PUT', `/mailboxes/${support.id}`, {
      body: { address: 'support@shop.test', server, version: 7 },
    })
    expect(stale.body.error.code).toBe('changed_meanwhile')
    const unknown = await ada.send('PUT', '/mailboxes/mbx_none', {
      body: { address: 'z@shop.test', server, version: 1 },
    })
    expect(unknown.status).toBe(404)
  })
})
