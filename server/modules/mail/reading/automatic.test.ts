import { describe, expect, it } from 'vitest'
import { mailOf, multipart } from './testing/mail-of.ts'

describe('HC-13 the header', () => {
  it.each([
    ['Auto-Submitted: auto-replied', 'auto_reply', false, false],
    ['Auto-Submitted: no', 'none', true, true],
    ['Precedence: list', 'list', false, false],
    ['Precedence: bulk', 'bulk', false, false],
    ['X-Auto-Response-Suppress: All', 'none', false, true],
    ['X-Auto-Response-Suppress: None', 'none', true, true],
    ['X-Autoreply: yes', 'auto_reply', false, false],
    ['Return-Path: <>', 'auto_reply', false, false],
    ['List-Id: <x.list.test>', 'list', false, false],
    ['Subject: Abwesenheitsnotiz: Paket', 'auto_reply', false, false],
    ['X-Mailer: Pine', 'none', true, true],
  ])('%s', (header, kind, mayBeAnswered, mayReopen) =>
    expect(mailOf({ headers: [header] }).automatic).toEqual({ kind, mayBeAnswered, mayReopen }),
  )

  it('an empty sender on the envelope counts as well', () => expect(mailOf({}, '').automatic.mayBeAnswered).toBe(false))
})

const daemon = ['From: MAILER-DAEMON@mx.shop.test', 'Return-Path: <>', 'Subject: Undelivered Mail Returned to Sender']
const status = (action: string, code: string) =>
  `Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.shop.test\r\n\r\nOriginal-Recipient: rfc822;bad@gone.test\r\nFinal-Recipient: rfc822; alias@gone.test\r\nAction: ${action}\r\nStatus: ${code}\r\nDiagnostic-Code: smtp; 550 ${code} no such\r\n  mailbox`
const report = (action: string, code: string) =>
  mailOf({
    headers: daemon,
    ...multipart(
      'report',
      [
        'Content-Type: text/plain\r\n\r\nIt could not be delivered.',
        status(action, code),
        'Content-Type: message/rfc822\r\n\r\nMessage-ID: <c.1.2@desk.test>\r\nSubject: Re: Parcel\r\n\r\nOur answer',
      ],
      '; report-type=delivery-status',
    ),
  })

describe('HC-14 a delivery failure', () => {
  it('is read from its fields, and its original is a file', () => {
    const mail = report('failed', '5.1.1')
    expect(mail.automatic).toEqual({
      kind: 'bounce',
      mayBeAnswered: false,
      mayReopen: false,
      report: {
        recipients: [
          { address: 'bad@gone.test', action: 'failed', status: '5.1.1', diagnostic: '550 5.1.1 no such mailbox' },
        ],
        originalMessageId: 'c.1.2@desk.test',
      },
    })
    expect(mail).toMatchObject({ text: 'It could not be delivered.', files: [{ name: 'Re Parcel.eml', kind: 'mail' }] })
  })

  it('of a full mailbox says so, a delay is only a delay, a delivery only information', () => {
    expect(report('failed', '4.2.2').automatic.report?.recipients[0]?.status).toBe('4.2.2')
    expect(report('delayed', '4.4.1').automatic.kind).toBe('delayed')
    expect(report('relayed', '2.0.0').automatic).toEqual({ kind: 'auto_reply', mayBeAnswered: false, mayReopen: false })
  })

  it.each([
    [
      'Hi. This is the qmail-send program.\n\n<bad@gone.test>:\n550 5.1.1 unknown user\n\n--- Below this line is a copy of the message.\n\nMessage-ID: <c.1.2@desk.test>\nTo: other@one.test',
    ],
    [
      'This message was created automatically by mail delivery software.\n\n  bad@gone.test\n    SMTP error: 550 5.1.1 no such user\n\n------ This is a copy of the message, including all the headers. ------\n\nMessage-ID: <c.1.2@desk.test>',
    ],
  ])('without fields is read as people would: %j', (body) =>
    expect(mailOf({ headers: daemon, body }).automatic).toMatchObject({
      kind: 'bounce',
      report: {
        recipients: [{ address: 'bad@gone.test', action: 'failed', status: '5.1.1' }],
        originalMessageId: 'c.1.2@desk.test',
      },
    }),
  )

  it('is not what a shopper writes about one', () =>
    expect(
      mailOf({ headers: ['Subject: Undeliverable parcel'], body: 'It says 550 and came back' }).automatic.kind,
    ).toBe('none'))
})

it('a complaint names who complained', () => {
  const mail = mailOf(
    multipart('report', [
      'Content-Type: text/plain\r\n\r\nAn abuse report',
      'Content-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nOriginal-Rcpt-To: <ava@one.test>',
      'Content-Type: message/rfc822\r\n\r\nMessage-ID: <news-42@desk.test>\r\n\r\nNews',
    ]),
  )
  expect(mail.automatic).toMatchObject({
    kind: 'complaint',
    report: { recipients: [{ address: 'ava@one.test' }], originalMessageId: 'news-42@desk.test' },
  })
})

it.each([
  ['Bounce', '"bounce":{"bouncedRecipients":[{"emailAddress":"bad@gone.test","status":"5.1.1"}]}', 'bounce', '5.1.1'],
  ['Complaint', '"complaint":{"complainedRecipients":[{"emailAddress":"bad@gone.test"}]}', 'complaint', ''],
])('a %s as some mailers tell it in JSON', (type, fields, kind, code) =>
  expect(mailOf({ body: `{"notificationType":"${type}",${fields}}` }).automatic).toMatchObject({
    kind,
    report: { recipients: [{ address: 'bad@gone.test', status: code }] },
  }),
)
