import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { remotePicturePort } from '#modules/files'
import sharp from 'sharp'
import { OutsideError } from '#platform/outside-error'
import { hasDovecot } from '#testing/dovecot'
import { type MailFloor, openMailFloor, plainMail } from '#testing/mail-floor'
import { runJobs } from '#testing/app'
import { nameServerPort } from '../ports.ts'
import { signingDomain } from '../reading/testing/signing-domain.ts'

const ava = 'Ava Stone <ava@one.test>'

describe.skipIf(!hasDovecot)('mail as colleagues see it', () => {
  let floor: MailFloor
  let picture: Buffer

  beforeAll(async () => {
    floor = await openMailFloor()
    await floor.mailbox('support@shop.test')
    picture = await sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } })
      .png()
      .toBuffer()
  })
  afterAll(async () => await floor?.close())
  afterEach(async () => {
    await floor.desk.app.pool.query(
      'truncate inbound_mail_original, inbound_mail_arrival, inbound_mail, mail_thread, mail_sender, message_move, watch_finding, timer, conversation, participant, message cascade',
    )
  })

  const as = (who: string) => floor.desk.as(who)
  const mailsOf = async (id: string, who = 'sam') =>
    (await as(who).call('GET /conversations/:id/mails', { id })).inbound
  const matter = async (text: string) => {
    const found = (await floor.matters()).find(({ texts }) => texts.some((each) => each.includes(text)))
    if (!found) throw new Error(`no conversation says ${text}`)
    return found
  }
  const putAside = async (by = 'people', who = 'sam') =>
    (await as(who).call('GET /inbound-mails/put-aside', { by })).data
  const pageOf = async (id: string, more = '') => {
    const { pageUrl } = await as('sam').call('GET /inbound-mails/:id', { id })
    return await as('sam').send('GET', `${String(pageUrl).replace('/api/v1', '')}${more}`)
  }
  const positions = async (id: string) =>
    (
      await floor.desk.app.pool.query<{ position: number; kind: string; body: string }>(
        'select position, kind, body from message where conversation_id = $1 order by position',
        [id],
      )
    ).rows.map(({ position, kind, body }) => `${position} ${kind === 'notice' ? kind : body}`)

  /** Two matters; the mail of a stranger in the second speaks for the first. */
  async function suggested() {
    await floor.receive([plainMail(ava, 'Where is my lamp?', { 'Message-ID': '<first@one.test>', subject: 'My lamp' })])
    await floor.receive([
      plainMail('Ava <ava@work.test>', 'From work, the same', { References: '<first@one.test>', subject: 'My lamp' }),
    ])
    const [lamp, other] = [await matter('Where is'), await matter('From work')]
    const [mail] = await mailsOf(other.id)
    return { lamp, other, mail }
  }

  test('a suggestion is one click: the mail moves, says why and by whom, and one click puts it back', async () => {
    const { lamp, other, mail } = await suggested()
    expect(mail).toMatchObject({
      from: { address: 'ava@work.test' },
      why: 'new',
      suggestion: { conversation: { id: lamp.id, reference: lamp.reference }, why: 'earlier_mail' },
      moved: null,
    })
    const moved = await as('sam').call('POST /inbound-mails/:id/move', {
      id: mail.id,
      to: lamp.id,
      version: mail.version,
    })
    expect(moved).toMatchObject({
      why: 'suggestion',
      suggestion: null,
      conversation: { id: lamp.id },
      moved: { from: { reference: other.reference }, byName: 'Sam Reed' },
    })
    await runJobs(floor.desk.app)
    expect((await matter('Where is')).texts).toEqual(['Where is my lamp?', 'From work, the same'])
    expect(await mailsOf(lamp.id)).toHaveLength(2)
    // The emptied one is shown with it, and nobody waits in it.
    expect(await floor.matters()).toHaveLength(1)
    const { rows } = await floor.desk.app.pool.query("select conversation_id from contact where state <> 'done'")
    expect(rows).toEqual([{ conversation_id: lamp.id }])
    // Whoever answers again on that matter from there is in the right place.
    await as('sam').call('POST /conversations/:id/messages', {
      id: lamp.id,
      text: 'It comes today.',
      clientId: 'client-1',
    })

    const back = await as('sam').call('DELETE /inbound-mails/:id/move', { id: mail.id, version: moved.version })
    expect(back).toMatchObject({ why: 'new', moved: null, conversation: { id: other.id } })
    await runJobs(floor.desk.app)
    expect(await positions(lamp.id)).toEqual(['1 Where is my lamp?', '2 It comes today.'])
    expect(await positions(other.id)).toEqual(['1 From work, the same'])
    const waiting = await floor.desk.app.pool.query("select conversation_id from contact where state = 'waiting'")
    expect(waiting.rows).toEqual([{ conversation_id: other.id }])
    const { rows: kept } = await floor.desk.app.pool.query('select decisions from inbound_mail where id = $1', [
      mail.id,
    ])
    expect(kept[0]?.decisions).toMatchObject([
      { why: 'new' },
      { why: 'suggestion', by: `staff:${floor.desk.staff.sam}`, undone: { by: `staff:${floor.desk.staff.sam}` } },
    ])
    const audit = await as('sue').call('GET /audit', { name: 'mail.moved' })
    expect(audit.data.map(({ by }: { by: { name: string } }) => by.name)).toContain('Sam Reed')
  })

  test('a mail becomes a matter of its own of who wrote it; what lies alone has one already', async () => {
    const { lamp, mail } = await suggested()
    const moved = await as('sam').call('POST /inbound-mails/:id/move', {
      id: mail.id,
      to: lamp.reference,
      version: mail.version,
    })
    const out = await as('sam').call('POST /inbound-mails/:id/move', { id: mail.id, to: 'new', version: moved.version })
    expect(out.conversation.id).not.toBe(lamp.id)
    const { desk } = await as('sam').call('GET /conversations/:id', { id: out.conversation.id })
    expect(desk).toMatchObject({ customer: null, visitor: { email: 'ava@work.test' } })
    expect((await matter('Where is')).texts).toEqual(['Where is my lamp?'])
    const alone = await as('sam').send('POST', `/inbound-mails/${mail.id}/move`, {
      body: { to: 'new', version: out.version },
    })
    expect(alone.body.error.code).toBe('nothing_left')
    await as('sam').call('DELETE /inbound-mails/:id/move', { id: mail.id, version: out.version })
    expect((await matter('From work')).texts).toEqual(['Where is my lamp?', 'From work, the same'])
  })

  test('a split takes the mail along, for whom it may be seen by and for answers; undone, it is back', async () => {
    await floor.receive([plainMail(ava, 'Lamp', { 'Message-ID': '<lamp@one.test>', subject: 'Lamp' })])
    await floor.receive([plainMail(ava, 'I have proof of a fraud', { 'In-Reply-To': '<lamp@one.test>' })])
    const { id } = await matter('Lamp')
    const [, mail] = await mailsOf(id)
    const { pageUrl } = await as('sam').call('GET /inbound-mails/:id', { id: mail.id })
    const { conversation, split } = await as('sam').call('POST /conversations/:id/split', {
      id,
      messages: [mail.messageId],
    })
    const apart = conversation.id
    await as('sue').call('POST /conversations/:id/assignment', { id: apart, team: floor.desk.teams.fraud })
    const paths = [`/inbound-mails/${mail.id}`, `/inbound-mails/${mail.id}/original`, pageUrl.replace('/api/v1', '')]
    const answers = async (who: string) =>
      await Promise.all(paths.map(async (path) => (await as(who).send('GET', path)).status))
    expect(await answers('sam')).toEqual([404, 404, 404])
    expect((await answers('fred')).slice(0, 2)).toEqual([200, 200])
    expect((await mailsOf(id)).map(({ messageId }: { messageId: string }) => messageId)).not.toContain(mail.messageId)
    expect(await mailsOf(apart, 'fred')).toHaveLength(1)
    const { recipients } = await as('fred').call('GET /conversations/:id/outgoing-mails', { id: apart })
    expect(recipients).toMatchObject({ from: 'support@shop.test', to: ['ava@one.test'] })
    await as('sue').call('DELETE /splits/:id', { id: split.id })
    expect(await answers('sam')).toEqual([200, 200, 200])
    expect(await mailsOf(id)).toHaveLength(2)
  })

  test('a solved matter is taken up by the mail that belongs to it', async () => {
    const { lamp, mail } = await suggested()
    await as('sam').call('POST /conversations/:id/resolution', { id: lamp.id, cause: 'question' })
    await as('sam').call('POST /inbound-mails/:id/move', { id: mail.id, to: lamp.id, version: mail.version })
    await runJobs(floor.desk.app)
    expect(await matter('Where is')).toMatchObject({
      state: 'open',
      texts: ['Where is my lamp?', 'From work, the same'],
    })
  })

  test('mails that are moved past each other at once all arrive, once, without a gap', async () => {
    const answers = (to: string, text: string) => plainMail(ava, text, { 'In-Reply-To': to })
    await floor.receive([
      plainMail(ava, 'Lamp', { 'Message-ID': '<lamp@one.test>' }),
      plainMail(ava, 'Mug', { 'Message-ID': '<mug@one.test>' }),
      ...[1, 2, 3, 4].flatMap((at) => [
        answers('<lamp@one.test>', `Lamp ${at}`),
        answers('<mug@one.test>', `Mug ${at}`),
      ]),
    ])
    const [lamp, mug] = [await matter('Lamp'), await matter('Mug')]
    const moves = [
      ...(await mailsOf(lamp.id)).slice(1).map((mail: { id: string; version: number }) => ({ mail, to: mug.id })),
      ...(await mailsOf(mug.id)).slice(1).map((mail: { id: string; version: number }) => ({ mail, to: lamp.id })),
    ]
    await Promise.all(
      moves.map(({ mail: { id, version }, to }) => as('sam').call('POST /inbound-mails/:id/move', { id, version, to })),
    )
    const said = async (id: string) => (await positions(id)).filter((each) => !each.endsWith(' notice'))
    expect((await said(lamp.id)).map((each) => each.replace(/^\d+ /, '')).toSorted()).toEqual([
      'Lamp',
      'Mug 1',
      'Mug 2',
      'Mug 3',
      'Mug 4',
    ])
    for (const { id } of [lamp, mug]) {
      const places = (await positions(id)).map((each) => Number(each.split(' ')[0]))
      expect(places).toEqual(Array.from({ length: 9 }, (_none, at) => at + 1))
    }
    for (const { id, version } of await mailsOf(lamp.id))
      if (version > 2) await as('sam').call('DELETE /inbound-mails/:id/move', { id, version })
    expect(await said(lamp.id)).toEqual(['1 Lamp'])
  })

  test('moving is for who sees both places and the mail as it is now; observers and shoppers see none of it', async () => {
    const { lamp, mail } = await suggested()
    const move = (who: string, body: object) => as(who).send('POST', `/inbound-mails/${mail.id}/move`, { body })
    const stale = await move('sam', { to: lamp.id, version: mail.version + 1 })
    expect(stale.body.error.code).toBe('changed_meanwhile')
    expect((await move('sam', { to: 'cnv_none', version: mail.version })).status).toBe(404)
    expect((await move('sam', { to: lamp.id })).body.error.param).toBe('version')
    await as('sue').call('POST /conversations/:id/assignment', { id: lamp.id, team: floor.desk.teams.fraud })
    expect((await move('rita', { to: lamp.id, version: mail.version })).status).toBe(404)
    const [seen] = await mailsOf((await matter('From work')).id, 'rita')
    expect(seen.suggestion).toBeNull()
    expect((await as('rita').send('GET', `/conversations/${lamp.id}/mails`)).status).toBe(404)
    for (const who of ['ava', 'visitor:v1'])
      expect((await as(who).send('GET', `/conversations/${lamp.id}/mails`)).status).toBe(403)
    expect((await move('staff:otto:observer', { to: lamp.id, version: mail.version })).status).toBe(403)
  })

  test('HC-09 b and HC-10 b: where answers would go, and an id that was used before, are said', async () => {
    await floor.receive([
      plainMail('"Billing" <x@evil.test>', 'Pay me', { 'Reply-To': 'chief@partner.test' }),
      plainMail('carrier@ship.test', 'Left at the door', { 'Message-ID': '<r1@carrier.test>' }),
      plainMail('carrier@ship.test', 'With a neighbor', {
        'Message-ID': '<r1@carrier.test>',
        Date: 'Tue, 03 Mar 2026 09:00:00 +0000',
      }),
    ])
    expect(await mailsOf((await matter('Pay me')).id)).toMatchObject([
      { from: { address: 'x@evil.test' }, warnings: ['answers_go_elsewhere'], answersTo: 'chief@partner.test' },
    ])
    expect(await mailsOf((await matter('Left at')).id)).toMatchObject([{ warnings: [] }])
    expect(await mailsOf((await matter('neighbor')).id)).toMatchObject([{ warnings: ['reused_id'] }])
  })

  test('what name servers say of a sender is kept with the mail; while none answers it counts as not checked', async () => {
    const { ports } = floor.desk.app
    const domain = signingDomain('one.test')
    ports.set(nameServerPort, domain)
    await floor.receive([
      await domain.sign(plainMail(ava, 'Signed by its domain')),
      plainMail('Ava <ava@one.test>', 'Checked, and signed by nobody'),
    ])
    // Who is not who they say they are joins nobody's matter by its number: a colleague is told what it may belong to.
    const reference = (await as('sam').call('GET /conversations/:id', { id: (await matter('Signed by')).id })).reference
    await floor.receive([
      plainMail(ava, 'Forged, with a number', { subject: `About ${reference}` }),
      await domain.sign(plainMail(ava, 'Theirs, with a number', { subject: `About ${reference}` })),
    ])
    expect((await matter('Forged, with')).id).not.toBe((await matter('Signed by')).id)
    expect((await matter('Theirs, with')).id).toBe((await matter('Signed by')).id)
    ports.set(nameServerPort, { resolve: () => Promise.reject(Object.assign(new Error('late'), { code: 'ETIMEOUT' })) })
    await floor.receive([plainMail('kim@else.test', 'Not checked')])
    ports.remove(nameServerPort)
    const verdict = async (text: string) => (await mailsOf((await matter(text)).id))[0].authenticity
    expect(await verdict('Signed by')).toMatchObject({ isAuthentic: true, dkim: 'pass', dmarc: 'pass' })
    expect(await verdict('Checked')).toMatchObject({ isAuthentic: false, dkim: 'none', dmarc: 'fail' })
    expect(await verdict('Not checked')).toBeNull()
  })

  const related = (html: string, more = '') =>
    plainMail(
      ava,
      `--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${html}\r\n--b\r\nContent-Type: image/png; name=in.png\r\nContent-ID: <i1@x>\r\nContent-Transfer-Encoding: base64\r\n\r\n${picture.toString('base64')}\r\n${more}--b--`,
      { 'Content-Type': 'multipart/related; boundary=b' },
    )

  test('HC-25 a: a picture in the words is shown inline by a link of its own, and is no file of the message', async () => {
    await floor.receive([related('<p>See the crack</p><img src=cid:i1@x>')])
    const { id } = await matter('See the crack')
    const [mail] = await mailsOf(id)
    expect(mail).toMatchObject({ hasHtml: true, pictures: 1 })
    const { data } = await as('sam').call('GET /conversations/:id/messages', { id })
    expect(data[0].files).toEqual([])
    const page = await pageOf(mail.id)
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none';.*sandbox/)
    expect(page.headers.get('x-content-type-options')).toBe('nosniff')
    const [, url = ''] = / src="([^"]+)"/.exec(page.body) ?? []
    // The frame has no cookies.
    const address = url.replaceAll('&amp;', '&').replace('/api/v1', '')
    const shown = await as('anonymous').send('GET', address)
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect((await as('anonymous').send('GET', address.replace(/signature=./, 'signature=_'))).status).toBe(404)
  })

  test('a page is for whom it was made, while they may see where the mail lies, and for a quarter of an hour', async () => {
    await floor.receive([related('<p>Hello there</p>')])
    const { id } = await matter('Hello there')
    const [mail] = await mailsOf(id)
    const { pageUrl } = await as('rita').call('GET /inbound-mails/:id', { id: mail.id })
    const address = String(pageUrl).replace('/api/v1', '')
    const status = async (who: string) => (await as(who).send('GET', address)).status
    expect([await status('rita'), await status('sam'), await status('anonymous')]).toEqual([200, 404, 404])
    await as('sue').call('POST /conversations/:id/assignment', { id, team: floor.desk.teams.fraud })
    expect(await status('rita')).toBe(404)
    await as('sue').call('POST /conversations/:id/assignment', { id, team: null })
    floor.desk.app.clock.advance({ minutes: 17 })
    expect(await status('rita')).toBe(404)
  })

  test('pictures elsewhere stay there until they are asked for; then we fetch them, and nothing but pictures', async () => {
    const asked: string[] = []
    floor.desk.app.ports.set(remotePicturePort, {
      async fetch(url) {
        asked.push(url)
        if (url.includes('inside')) throw new OutsideError('refused', 'url_not_allowed', 'closed')
        return url.includes('page') ? Buffer.from('<html>') : picture
      },
    })
    await floor.receive([
      related(
        '<p>Look</p><img src="https://pics.test/a.png?to=1&amp;x=2"><img src="http://inside.test/b.png"><img src="https://pics.test/page">',
      ),
    ])
    const [mail] = await mailsOf((await matter('Look')).id)
    expect(mail.remotePictures).toBe(3)
    expect((await pageOf(mail.id)).body).not.toContain(' src=')
    const { body } = await pageOf(mail.id, '&pictures=true')
    const links = [...String(body).matchAll(/ src="([^"]+)"/g)].map(([, url = '']) =>
      url.replaceAll('&amp;', '&').replace('/api/v1', ''),
    )
    expect(asked).toEqual([])
    const answers = await Promise.all(links.map((url) => as('anonymous').send('GET', url)))
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 404])
    expect(asked[0]).toBe('https://pics.test/a.png?to=1&x=2')
    const changed = links[0]?.replace('pics.test', 'evil.test') ?? ''
    expect((await as('anonymous').send('GET', changed)).status).toBe(404)
    expect(asked).toHaveLength(3)
  })

  const html = (body: string) => plainMail(ava, body, { 'Content-Type': 'text/html; charset=utf-8' })

  test.each([
    [
      'a',
      html('<p>Your policy says:</p><blockquote>30 days</blockquote><p>I disagree.</p>'),
      ['30 days', 'I disagree.'],
      '',
    ],
    [
      'b',
      plainMail(ava, '> Which colour?\r\nblue\r\n> Which size?\r\nmedium'),
      ['Which colour?', 'blue', 'medium'],
      '',
    ],
    [
      'c',
      plainMail(ava, `On Mon, Mar 2, 2026 someone wrote:\r\n${'> old\r\n'.repeat(200)}\r\nStill broken.`),
      ['Still broken.'],
      '',
    ],
    [
      'd',
      plainMail(
        ava,
        `It works now.\r\n\r\nOn Mon, Mar 2, 2026 at 9:00 AM Shop <support@shop.test> wrote:\r\n${'> chain link of before\r\n'.repeat(13_000)}`,
      ),
      ['It works now.'],
      'chain link',
    ],
  ])('HC-26 %s: the words of now are visible, the rest is one click away', async (_variant, raw, words, folded) => {
    await floor.receive([raw])
    const found = await matter(words.at(-1) ?? '')
    const [mail] = await mailsOf(found.id)
    for (const each of words) expect(found.texts.join('\n')).toContain(each)
    expect(mail.hasQuoted).toBe(_variant === 'd' || _variant === 'c')
    if (!folded) return
    expect(found.texts.join('\n')).not.toContain(folded)
    expect((await as('sam').call('GET /inbound-mails/:id/quoted-text', { id: mail.id })).text).toContain(folded)
    expect((await pageOf(mail.id)).body).not.toContain(folded)
    expect((await pageOf(mail.id, '&quoted=true')).body).toContain(folded)
  })

  test.each([
    ['nested', '<html><head><style>p{color:red}</style></head><body><p>old text</p></body></html>', ''],
    ['two siblings', '<html><body><p>old text</p></body></html><html><body></body></html>', ''],
    ['text behind it', '<html><body><p>old text</p></body></html>', '</html>'],
  ])('HC-27 %s: what was written now is what is seen', async (_variant, quoted, behind) => {
    await floor.receive([
      html(`Please cancel my order<br><p>On Monday the shop wrote:</p><blockquote>${quoted}</blockquote>${behind}`),
    ])
    const found = await matter('Please cancel')
    const [mail] = await mailsOf(found.id)
    expect(found.texts[0]).toMatch(/^Please cancel my order/)
    expect(found.texts[0]).not.toContain('old text')
    const folded = await pageOf(mail.id)
    expect(folded.body).toContain('Please cancel my order')
    expect(folded.body).not.toMatch(/old text|color:red/)
    expect((await pageOf(mail.id, '&quoted=true')).body).toContain('old text')
  })

  test('HC-28 a to d: however large or deep, it is there as HTML or as its words, and the next one is not held up', async () => {
    const hostile = [
      '<a href="https://x.test/">link</a> '.repeat(20_000),
      `${'<div>'.repeat(5_000)}deep words${'</div>'.repeat(5_000)}`,
      `blank words ${' '.repeat(2_000_000)} end`,
      '<p>before</p><!-- never ends <p>hidden words</p>',
    ]
    await floor.receive([...hostile.map((each) => html(each)), plainMail(ava, 'The next one')])
    for (const [words, shown] of [
      ['link', /link/],
      ['deep words', /deep words/],
      ['blank words', /blank words/],
      ['hidden words', /hidden words/],
      ['The next one', /The next one/],
    ] as const) {
      const [mail] = await mailsOf((await matter(words)).id)
      expect((await pageOf(mail.id)).body).toMatch(shown)
    }
  })

  test('put aside with its reason, told to supervisors, and filed after all or left there; never for who may not see it', async () => {
    await floor.receive([
      plainMail('a@one.test', 'Two of us', { from: 'b@two.test' }),
      plainMail('"" <>', 'From nobody'),
      plainMail('c@one.test', 'I am away', { 'Auto-Submitted': 'auto-replied' }),
    ])
    const counted = async () => (await as('sam').call('GET /inbound-mails/counts')).toLookAt
    const [nobody, two] = await putAside()
    expect([nobody, two]).toMatchObject([
      { problem: 'no_sender', mayFile: false },
      { problem: 'several_senders', mayFile: true },
    ])
    expect(await putAside('machines')).toMatchObject([{ problem: 'auto_reply' }])
    expect(await counted()).toBe(2)
    const findings = async (open: string) => (await as('sue').call('GET /findings', { open })).data
    expect(await findings('true')).toHaveLength(2)
    expect((await as('ava').send('GET', '/inbound-mails/put-aside')).status).toBe(403)

    const filed = await as('sam').call('POST /inbound-mails/:id/filing', { id: two.id, version: two.version })
    expect(filed).toMatchObject({ state: 'filed', warnings: ['several_senders'], problem: null })
    expect((await floor.matters()).map(({ texts }) => texts)).toEqual([['Two of us']])
    const again = await as('sam').send('POST', `/inbound-mails/${two.id}/filing`, { body: { version: two.version } })
    expect(again.body.error.code).toBe('not_put_aside')
    const refused = await as('sam').send('POST', `/inbound-mails/${nobody.id}/filing`, {
      body: { version: nobody.version },
    })
    expect(refused.body.error.code).toBe('no_sender')
    await as('sam').call('POST /inbound-mails/:id/leaving-aside', { id: nobody.id, version: nobody.version })
    expect([await counted(), await putAside()]).toEqual([0, []])
    await runJobs(floor.desk.app)
    expect((await findings('false')).map(({ resolution }: { resolution: string }) => resolution).toSorted()).toEqual([
      'filed',
      'left_aside',
    ])
  })

  test('within a day an original with card numbers is a copy of its words without them; hash, size and words stay', async () => {
    await floor.receive([
      plainMail(ava, 'My card is 4242 4242 4242 4242, the lamp is broken', { subject: 'Lamp' }),
      plainMail(ava, 'Nothing to hide'),
    ])
    const { id } = await matter('the lamp is broken')
    const [before] = await mailsOf(id)
    expect((await pageOf(before.id)).body).toContain('•••• 4242, the lamp')
    const original = async (mailId: string) => (await as('sam').send('GET', `/inbound-mails/${mailId}/original`)).body
    expect(await original(before.id)).toContain('4242 4242')
    const sums = () => floor.desk.app.pool.query('select sha256, size_bytes from inbound_mail order by id')
    const { rows } = await sums()
    floor.desk.app.clock.advance({ hours: 21 })
    await runJobs(floor.desk.app)
    const [after] = await mailsOf(id)
    expect(after.originalReplacedAt).not.toBeNull()
    expect(await original(before.id)).not.toMatch(/4242[ =\r\n]*4242/)
    expect((await pageOf(before.id)).body).toContain('the lamp is broken')
    expect((await sums()).rows).toEqual(rows)
    const [other] = await mailsOf((await matter('Nothing to hide')).id)
    expect(other.originalReplacedAt).toBeNull()
    expect((await matter('the lamp is broken')).texts).toEqual(['My card is •••• •••• •••• 4242, the lamp is broken'])
  })
})
