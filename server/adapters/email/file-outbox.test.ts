import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { OutgoingMail } from '../../modules/mail/outgoing/ports.ts'
import { type FileOutbox, fileOutbox } from './file-outbox.ts'
import { keptText } from './kept-text.ts'

describe('the outbox of files', () => {
  let folder: string
  let outbox: FileOutbox
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'outbox-')), 'outbox')
    outbox = fileOutbox({ folder, now: () => new Date('2026-03-02T10:00:00Z') })
  })
  afterEach(() => rmSync(join(folder, '..'), { recursive: true }))

  const mailOf = (key: string): OutgoingMail => ({
    key,
    from: { name: 'Harbor Goods', address: 'care@example.com' },
    to: { name: 'Zoë Ångström', address: 'zoe@example.com' },
    subject: 'Your refund of €45.99 is on its way',
    text: 'It is on its way.',
    html: '<p>It is on its way.</p>',
    messageId: `${key.replaceAll(':', '.')}@example.com`,
    headers: { 'Auto-Submitted': 'auto-generated', References: '<first@example.com>' },
    attachments: [{ name: 'credit-note.txt', contentType: 'text/plain', content: Buffer.from('CN-1') }],
  })

  const bare = { html: undefined, attachments: undefined }

  test.each([
    ['alone', {}],
    ['beside HTML', { html: '<p>other words</p>' }],
    [
      'with a file',
      { attachments: [{ name: 'a.txt', contentType: 'text/plain', content: Buffer.from('other words') }] },
    ],
    [
      'with both',
      {
        html: '<p>other words</p>',
        attachments: [{ name: 'a.txt', contentType: 'text/plain', content: Buffer.from('x') }],
      },
    ],
  ])('the text is read back as it was written, %s', async (_name, more) => {
    const text = `Grüße, ${'ein langer Satz '.repeat(10)}https://store.test/a?token=${'a1'.repeat(40)}\n\n---\n-- \n--a line of dashes\nContent-Type: text/plain\n\nend`
    const { response } = await outbox.send({ ...mailOf('delivery:1'), ...bare, ...more, text })
    expect(keptText(await outbox.read(response))).toBe(text)
  })

  test('writes a whole mail and lists it', async () => {
    const sent = await outbox.send(mailOf('delivery:1'))
    expect(sent.messageId).toBe('delivery.1@example.com')
    const mail = await outbox.read(sent.response)
    expect(mail).toContain('Message-ID: <delivery.1@example.com>\r\n')
    expect(mail).toContain('Auto-Submitted: auto-generated\r\n')
    expect(mail).toContain('From: Harbor Goods <care@example.com>\r\n')
    expect(mail).toContain('Date: Mon, 02 Mar 2026 10:00:00 +0000\r\n')
    expect(mail).toMatch(/Content-Disposition: attachment; filename="?credit-note.txt"?/)
    expect(await outbox.list()).toEqual([
      {
        key: 'delivery:1',
        file: sent.response,
        at: '2026-03-02T10:00:00.000Z',
        from: 'care@example.com',
        to: 'zoe@example.com',
        subject: 'Your refund of €45.99 is on its way',
        messageId: 'delivery.1@example.com',
      },
    ])
    expect(statSync(join(folder, sent.response)).mode & 0o777).toBe(0o600)
  })

  test('the same key 20 times at once is one mail and one line', async () => {
    await Promise.all(Array.from({ length: 20 }, () => outbox.send(mailOf('delivery:1'))))
    expect(await outbox.list()).toHaveLength(1)
    expect(readdirSync(folder)).toHaveLength(2)
  })

  test('keys that look alike as file names stay apart', async () => {
    await outbox.send(mailOf('delivery:1'))
    await outbox.send(mailOf('delivery/1'))
    expect(await outbox.list()).toHaveLength(2)
  })

  test('a kill between the mail and its line is made good by the repeat', async () => {
    await outbox.send(mailOf('delivery:0'))
    const { response } = await outbox.send(mailOf('delivery:1'))
    writeFileSync(join(folder, 'index.jsonl'), '')
    appendFileSync(join(folder, 'index.jsonl'), '{"key":"delivery:1","fi')
    await outbox.send(mailOf('delivery:1'))
    expect((await outbox.list()).map(({ file }) => file)).toEqual([response])
  })

  test('what a kill left half-written is swept away', async () => {
    mkdirSync(folder)
    writeFileSync(join(folder, '.tmp-old'), 'half')
    writeFileSync(join(folder, '.tmp-young'), 'half')
    utimesSync(join(folder, '.tmp-old'), new Date('2020-01-01'), new Date('2020-01-01'))
    await outbox.send(mailOf('delivery:1'))
    expect(readdirSync(folder).filter((name) => name.startsWith('.tmp'))).toEqual(['.tmp-young'])
  })

  test('a line end in an address or header makes no header of its own', async () => {
    const mail = mailOf('delivery:1')
    const { response } = await outbox.send({
      ...mail,
      subject: 'Hello\r\nBcc: eve@example.com',
      to: { name: 'Zoë\r\nBcc: eve@example.com', address: 'zoe@example.com' },
    })
    expect(await outbox.read(response)).not.toMatch(/^Bcc:/m)
  })
})
