import { describe, expect, it } from 'vitest'
import { limits } from '../../../limits.ts'
import { readMail } from './read-mail.ts'
import { container } from './testing/container.ts'
import { bytesOf, html, mailBytes, mailOf, multipart, receivedAt } from './testing/mail-of.ts'

const filesOf = (mail: ReturnType<typeof mailOf>) =>
  mail.files.map(({ name, kind, isInline }) => [name, kind, isInline])

describe('headers', () => {
  it('HC-03 ids are found without brackets, names in any case', () => {
    const mail = mailOf({ headers: ['in-reply-to: ack-7@desk.test', 'REFERENCES: <a@desk.test>\r\n <b@desk.test>'] })
    expect(mail).toMatchObject({ inReplyTo: ['ack-7@desk.test'], references: ['a@desk.test', 'b@desk.test'] })
  })

  it.each([
    'Fwd: Your order',
    'WG: Your order',
    'TR: Your order',
    'RV: Your order',
    '转发: Your order',
    'I: Re: Your order',
  ])('HC-06 %s was passed on', (subject) =>
    expect(mailOf({ headers: [`Subject: ${bytesOf(subject)}`] }).subjectParts).toEqual({
      bare: 'Your order',
      isReply: false,
      isForward: true,
    }),
  )

  it.each([
    ['Your order', false],
    ['Re: Your order', true],
    ['AW: WG: Your order', true],
    ['Re[2]: Your order', true],
  ])('HC-06 %s was not', (subject, isReply) =>
    expect(mailOf({ headers: [`Subject: ${subject}`] }).subjectParts).toEqual({
      bare: 'Your order',
      isReply,
      isForward: false,
    }),
  )

  it('HC-09 an empty Reply-To is none', () =>
    expect(mailOf({ headers: ['Reply-To: <>'] })).toMatchObject({
      replyTo: [],
      from: { address: 'ava@one.test' },
      warnings: [],
    }))

  it('HC-09 a foreign Reply-To is no sender, and a reason to look twice', () =>
    expect(mailOf({ headers: ['From: "Billing" <x@evil.test>', 'Reply-To: chief@partner.test'] })).toMatchObject({
      from: { name: 'Billing', address: 'x@evil.test' },
      warnings: ['answers_go_elsewhere'],
    }))

  it('more than one sender, or a name that is another address, is said', () => {
    expect(mailOf({ headers: ['From: a@one.test', 'from: b@two.test'] }).warnings).toEqual(['several_senders'])
    expect(mailOf({ headers: ['From: "chief@shop.test" <x@evil.test>'] }).warnings).toEqual(['name_is_another_address'])
  })

  it.each([
    ['several in one encoded word', `=?utf-8?B?${btoa('a@v.test,b@v.test,c@v.test')}?=@client.test`],
    ['another one inside of quotation marks', `=?utf-8?B?${btoa('"thief@evil.test,x"')}?=@one.test`],
    ['a quoted name, which would be another mailbox without its marks', '"ava b"@one.test'],
    ['two signs', '<ava@one.test@evil.test>'],
  ])('an address is one address, or none: %s', (_what, from) =>
    expect(mailOf({ headers: [`From: ${from}`, `Reply-To: ${from}`] })).toMatchObject({ from: undefined, replyTo: [] }),
  )

  it('a name of any length is a name', () => {
    const { from } = mailOf({ headers: [`From: ${'Ava '.repeat(20_000)}<ava@one.test>`] })
    expect(from).toMatchObject({ address: 'ava@one.test', name: expect.stringMatching(/^(Ava ){49}Ava/) })
    expect(from?.name.length).toBeLessThanOrEqual(limits.mailReading.nameCharacters)
  })

  it('HC-10 a missing id is no id, and blanks are no part of one', () => {
    expect(mailOf({ headers: ['Message-ID:  <r1@carrier.test> '] }).messageId).toBe('r1@carrier.test')
    expect(mailOf({ headers: ['Message-ID:'] }).messageId).toBe('')
  })

  it('a date in the future is the moment of arrival', () => {
    expect(mailOf({ headers: ['Date: Fri, 10 Jul 2099 11:00:00 +0200'] }).sentAt).toEqual(receivedAt)
    expect(mailOf({ headers: ['Date: (sic) Fri, 3 Jul 26 9:05 CEST'] }).sentAt).toEqual(
      new Date('2026-07-03T07:05:00Z'),
    )
    expect(mailOf({ headers: ['Date: soon'] }).sentAt).toBeUndefined()
  })

  it.each([
    ['Doe, Jane <j@x.test>', { name: 'Doe, Jane', address: 'j@x.test' }],
    ['=?utf-8?Q?Doe,_Jos=C3=A9?= <j@x.test>', { name: 'Doe, José', address: 'j@x.test' }],
    ['"=?utf-8?B?Sm9zw6k=?=" <j@x.test>', { name: 'José', address: 'j@x.test' }],
    ['J\u00F6rg <j@x.test>', { name: 'Jörg', address: 'j@x.test' }],
    [bytesOf('Jörg <j@x.test>'), { name: 'Jörg', address: 'j@x.test' }],
    ['=?iso-2022-jp?B?GyRCOzNFRBsoQg==?= <j@x.test>', { name: '山田', address: 'j@x.test' }],
    [bytesOf('"=?UTF-8?B?Zoé?=" <z@one.test>'), { name: 'Zoé', address: 'z@one.test' }],
    ['Friends: j@x.test, k@x.test;', { name: '', address: 'j@x.test' }],
  ])('the sender %j', (from, person) => expect(mailOf({ headers: [`From: ${from}`] }).from).toEqual(person))

  it.each([
    ['=?utf-8?B?w7?= =?utf-8?B?xiZXI=?=', 'über'],
    ['=?utf-8?Q?caf=C3?= =?utf-8?Q?=A9?=', 'café'],
    ['=?iso-8859-1?Q?Fr\u00F6sche?=', 'Frösche'],
    ['=?utf-7?Q?Fr+APY-sche?=', 'Frösche'],
    ['=?gb2312?Q?=C0=EE=86=B4?=', '李喆'],
    ['=?utf-8?Q?What??=', 'What?'],
    ['=?x-nonsense?Q?l=92=E9tui?=', 'l’étui'],
    ['A =?utf-8?Q?b?= c', 'A b c'],
  ])('the subject %j', (subject, words) => expect(mailOf({ headers: [`Subject: ${subject}`] }).subject).toBe(words))
})

describe('charsets', () => {
  it.each([
    ['HC-18', 'gb2312', '=C0=EE=86=B4=B5=C4=B6=A9=B5=A5', '李喆的订单'],
    ['HC-18', 'gb18030', '=819=EF1=CA=D9=CB=BE', '㐂寿司'],
    ['HC-19', 'windows-1258', 'l=92=E9tui est cass=E9', 'l’étui est cassé'],
    ['HC-19', 'x-nonsense-9', 'l=92=E9tui est cass=E9', 'l’étui est cassé'],
    ['HC-19', 'iso-8859-1', 'l=92=E9tui est cass=E9', 'l’étui est cassé'],
    ['HC-20', 'utf-8', 'Hi=20=E2=80 ok', 'Hi \uFFFD ok'],
    ['HC-20', 'utf-8', 'A=00B', 'AB'],
    ['UTF-7', 'utf-7', 'Die Fr+APY-sche +- ich', 'Die Frösche + ich'],
    ['mislabeled', 'us-ascii', 'caf=C3=A9', 'café'],
    ['mislabeled', 'utf-8', 'caf=E9 noir', 'café noir'],
    ['Japanese', 'iso-2022-jp', '=1B$B;3ED=1B(B', '山田'],
    ['mislabeled', 'iso-2022-jp', '=E8=8D=B7=E7=89=A9', '荷物'],
    ['Korean', 'ks_c_5601-1987', '=B0=A1', '가'],
  ])('%s %s %s', (_case, charset, body, words) =>
    expect(mailOf({ type: `text/plain; charset=${charset}`, encoding: 'quoted-printable', body }).text).toBe(words),
  )

  it('HC-18 the part’s own charset wins over what its HTML says', () =>
    expect(mailOf(html('<meta charset=gb2312><p>5 – 6 订单</p>')).text).toBe('5 – 6 订单'))
})

describe('parts', () => {
  it('a boundary that was forgotten is found, and a last one that is missing is not missed', () => {
    const { body } = multipart('mixed', ['Content-Type: text/plain\r\n\r\nOne', 'Content-Type: text/plain\r\n\r\nTwo'])
    expect(mailOf({ type: 'multipart/mixed', body }).text).toBe('One\n\nTwo')
    expect(
      mailOf({ type: 'multipart/mixed; boundary="b-mixed-2"', body: body.replace(/--b-mixed-2--\r\n$/, '') }).text,
    ).toBe('One\n\nTwo')
  })

  it('lines may end with a bare CR', () => {
    const raw = Buffer.from(mailBytes({ body: 'One\r\nTwo' }).toString('latin1').replaceAll('\r\n', '\r'), 'latin1')
    expect(readMail(raw, { receivedAt })).toMatchObject({ subject: 'Parcel', text: 'One\nTwo' })
  })

  it('a mail inside of a mail is a file, locked and signed parts are kept and said', () => {
    const inner = 'Content-Type: message/rfc822\r\n\r\nSubject: Inner: a/b\r\n\r\nHi'
    const signature = 'Content-Type: application/pkcs7-signature; name=smime.p7s\r\n\r\nabc'
    const signed = mailOf(multipart('signed', ['Content-Type: text/plain\r\n\r\nSee below', inner, signature]))
    expect(signed).toMatchObject({ text: 'See below', protection: 'signed' })
    expect(filesOf(signed)).toEqual([
      ['Inner a b.eml', 'mail', false],
      ['smime.p7s', 'signature', false],
    ])
    const locked = mailOf(
      multipart('encrypted', [
        'Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1',
        'Content-Type: application/octet-stream; name=secret.asc\r\n\r\nxyz',
      ]),
    )
    expect(locked).toMatchObject({ text: '', protection: 'encrypted' })
    expect(locked.files).toHaveLength(2)
    expect(mailOf({ body: '-----BEGIN PGP MESSAGE-----\r\nx\r\n-----END PGP MESSAGE-----' }).protection).toBe(
      'encrypted',
    )
  })

  it.each(['<img src="cid:i1@x">', '<img src=cid:i1@x>'])('HC-25 %s is shown in its place', (img) => {
    const mail = mailOf(
      multipart('related', [
        `Content-Type: text/html\r\n\r\n<p>Look ${img}</p>`,
        'Content-Type: image/png\r\nContent-ID: <i1@x>\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=',
        'Content-Type: application/pdf; name=a.pdf\r\nContent-ID: <p1@x>\r\n\r\n%PDF',
      ]),
    )
    expect(filesOf(mail)).toEqual([
      ['attachment-1.png', 'file', true],
      ['a.pdf', 'file', false],
    ])
    expect(mail.html).toContain('src="cid:i1@x"')
  })

  it('HC-25 the same picture has the same hash', () => {
    const picture = 'Content-Type: image/png; name=logo.png\r\n\r\nsame'
    const [one, two] = mailOf(multipart('mixed', [picture, picture.replace('logo', 'other')])).files
    expect(one?.hash).toBe(two?.hash)
  })

  it('HC-30 a file’s name is a line of words, whatever it says', () => {
    const name = String.raw`"\"><svg onload=document.title='owned'>.png"`
    const names = [
      'Content-Type: image/png\r\nContent-Disposition: attachment; filename=' + name + '\r\n\r\nx',
      "Content-Type: text/x\r\nContent-Disposition: attachment; filename*0*=utf-8''..%2F%C3%84%20; filename*1*=%C3%B6.pdf\r\n\r\nx",
    ]
    expect(mailOf(multipart('mixed', names)).files.map((file) => file.name)).toEqual([
      `"><svg onload=document.title='owned'>.png`,
      'Ä ö.pdf',
    ])
  })

  it('HC-24 an invitation alone is said in words, and so is its end', () => {
    const ics = (method: string) =>
      [
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        `METHOD:${method}`,
        'BEGIN:VEVENT',
        'UID:u1@one.test',
        'SEQUENCE:1',
        'SUMMARY:Abholung',
        'DTSTART;TZID=Europe/Berlin:20260714T150000',
        'ORGANIZER;CN=Ava:mailto:ava@one.test',
        'END:VEVENT',
        'END:VCALENDAR',
      ].join('\r\n')
    const invited = mailOf({ type: 'text/calendar; method=REQUEST; charset=UTF-8', body: ics('REQUEST') })
    expect(invited.text).toBe('Abholung\n14 July 2026 15:00 Europe/Berlin\nAva <ava@one.test>')
    expect(filesOf(invited)).toEqual([['invite.ics', 'invitation', false]])
    const cancelled = mailOf({ type: 'text/calendar; method=CANCEL', body: ics('CANCEL') })
    expect(cancelled.text).toMatch(/^Cancelled: Abholung\n/)
    expect(cancelled.invitations[0]).toMatchObject({ uid: 'u1@one.test', isCancelled: true })
    expect(mailOf({ type: 'text/calendar', body: 'BEGIN:NONSENSE' }).files).toHaveLength(1)
  })

  it('HC-22 Outlook’s container is opened; a broken or boastful one is a file', () => {
    const file = { type: 'application/ms-tnef; name=winmail.dat', encoding: 'base64' }
    const whole = container()
    const opened = mailOf({ ...file, body: whole.toString('base64') })
    expect(opened).toMatchObject({ text: 'Where is my parcel?', warnings: [] })
    expect(filesOf(opened)).toEqual([
      ['winmail.dat', 'container', false],
      ['label.pdf', 'file', false],
    ])
    expect(Buffer.from(opened.files[1]?.content ?? []).toString()).toBe('%PDF-1.7')
    const boastful = Buffer.from(whole)
    boastful.writeUInt32LE(0xffff_fff0, 6 + 5)
    for (const broken of [whole.subarray(0, 50), boastful]) {
      const closed = mailOf({ ...file, body: broken.toString('base64') })
      expect(closed.warnings).toEqual(['closed_container'])
      expect(filesOf(closed)).toEqual([['winmail.dat', 'container', false]])
    }
  })

  it.each([
    ['headers', { headers: Array.from({ length: limits.mailReading.headers }, (_none, at) => `X-${at}: y`) }],
    [
      'parts',
      multipart(
        'mixed',
        Array.from({ length: limits.mailReading.parts + 1 }, () => '\r\nx'),
      ),
    ],
    ['deep', nested(300)],
  ])('HC-28 too many %s: it is shown as it came', (_what, source) => {
    const mail = mailOf(source)
    expect(mail.unreadable).toMatch(/^too_complex/)
    expect(mail.text).toMatch(/Subject: Parcel/)
    expect(mail).toMatchObject({ html: undefined, files: [] })
  })
})

function nested(depth: number): { type: string; body: string } {
  let inner = 'Content-Type: text/plain\r\n\r\ndeep'
  for (let at = depth; at > 0; at--)
    inner = `Content-Type: multipart/mixed; boundary=b${at}x\r\n\r\n--b${at}x\r\n${inner}\r\n--b${at}x--`
  return { type: 'multipart/mixed; boundary=top', body: `--top\r\n${inner}\r\n--top--` }
}
