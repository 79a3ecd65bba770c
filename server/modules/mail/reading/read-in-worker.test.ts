import { afterAll, expect, it } from 'vitest'
import { mailReader } from './read-in-worker.ts'
import { html, mailBytes, multipart, receivedAt } from './testing/mail-of.ts'

const reader = mailReader({ readers: 1 })
afterAll(() => reader.close())
const arrival = { receivedAt }

it('reads beside the program, in turn, with files of their own', async () => {
  const parts = [
    'Content-Type: text/plain\r\n\r\nHi',
    'Content-Type: a/b; name=a\r\n\r\nx',
    'Content-Type: a/b; name=b\r\n\r\n',
  ]
  const mails = await Promise.all(
    [mailBytes(multipart('mixed', parts)), mailBytes({ body: 'Two' })].map((raw) => reader.read(raw, arrival)),
  )
  expect(mails.map(({ text }) => text)).toEqual(['Hi', 'Two'])
  expect(mails[0]?.files.map(({ content }) => Buffer.from(content).toString())).toEqual(['x', ''])
  expect(mails[0]?.sentAt).toEqual(new Date('2026-07-10T11:00:00Z'))
})

it('HC-28 what takes too long comes back as it came, and the next one has a thread of its own', async () => {
  const strict = mailReader({ readers: 1, seconds: 0.001 })
  const hostile = mailBytes(html('<b>x</b>'.repeat(9_000)))
  for (const mail of await Promise.all([strict.read(hostile, arrival), strict.read(hostile, arrival)]))
    expect(mail).toMatchObject({ unreadable: 'too_slow', subject: 'Parcel', files: [] })
  await strict.close()
})
