import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { simpleParser } from 'mailparser'
import { decodeText } from '../server/modules/mail/reading/mime/decode-text.ts'
import { mailReader } from '../server/modules/mail/reading/read-in-worker.ts'
import { readMail, type ReadMail } from '../server/modules/mail/reading/read-mail.ts'
import { readTnef } from '../server/modules/mail/reading/tnef.ts'

// The mails are fetched by whoever runs this, into one folder (--mail-data), one folder below it for each repository:
//   mikel/mail spec/fixtures/emails (MIT)                  zbateson/mail-mime-parser tests/_data/emails (BSD)
//   apache/james-mime4j core/src/test/resources (Apache)   jstedfast/MimeKit UnitTests/TestData/{messages,tnef} (MIT)
//   nodemailer/mailparser, postalsys/postal-mime test/fixtures (MIT)   mailgun/flanker, mailgun/talon tests/fixtures (Apache)
//   Webklex/php-imap tests/messages (MIT)                 sisimai/set-of-emails maildir/bsd (BSD), whose file names say what they are
// What is expected of some of them stands in expected.json: [{ file, subject?, name?, address?, textFile? }], as the tests of
// zbateson/mail-mime-parser say it. Containers (.tnef) are compared with the list beside them.

interface Expected {
  file: string
  subject?: string
  name?: string
  address?: string
  textFile?: string
}

interface Sample {
  file: string
  raw: Buffer
}

const receivedAt = new Date('2026-07-10T12:00:00Z')

/** Reads public mails as the program does, counts what went wrong, and how many it reads in a second. */
export async function benchMailCorpus(folder: string | undefined) {
  const ownPerSecond = await perSecond([{ file: 'own', raw: usualMail() }], 3_000)
  if (!folder) return { ownPerSecond }
  const samples = samplesIn(folder)
  const reader = mailReader()
  const mails = await Promise.all(samples.map(({ raw }) => reader.read(raw, { receivedAt })))
  await reader.close()
  const which = (isSo: (mail: ReadMail, sample: Sample) => boolean) =>
    samples.filter((sample, at) => isSo(mails[at] as ReadMail, sample)).map(({ file }) => file)
  return {
    ownPerSecond,
    mails: samples.length,
    crashed: which(({ unreadable }) => unreadable !== undefined && !unreadable.startsWith('too_complex')),
    unreadable: which(({ unreadable }) => unreadable !== undefined),
    lost: await lostAmong(samples.filter((_sample, at) => isEmpty(mails[at] as ReadMail))),
    garbledSubjects: which(({ subject }, { raw }) => isGarbled(subject, raw)),
    garbledSenders: which(({ from }, { raw }) => isGarbled(from?.name ?? '', raw)),
    expected: compare(folder, new Map(samples.map(({ file }, at) => [file, mails[at] as ReadMail]))),
    containers: containersIn(folder),
    bounces: bouncesAmong(samples, mails),
    corpusPerSecond: await perSecond(samples, 1_000),
  }
}

const headerLine = /^(?:from|subject|received|content-type|to|message-id|mime-version|return-path|date)[ \t]*:/im
const noMail = /_decoded|\.(?:out|xml|list|html|md|json|php|tnef|rtf|docx?|pdf|dat)$|\/files\/|\/(?:LICENSE|README)/

function samplesIn(folder: string): Sample[] {
  return filesIn(folder)
    .filter((file) => !noMail.test(file))
    .map((file) => ({ file, raw: readFileSync(join(folder, file)) }))
    .filter(({ raw }) => headerLine.test(raw.toString('latin1', 0, 3_000)))
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted()
}

const isEmpty = ({ text, files, html }: ReadMail) => text === '' && files.length === 0 && !html?.includes('<img')

/** Mails of which another reader shows something. */
async function lostAmong(samples: readonly Sample[]): Promise<string[]> {
  const lost: string[] = []
  for (const { file, raw } of samples) {
    const other = await simpleParser(raw)
    if (other.text?.trim() || other.attachments.length > 0) lost.push(file)
  }
  return lost
}

// A sign of what could not be read, unless it was sent so; control characters of the wrong charset; UTF-8 read as letters.
function isGarbled(words: string, raw: Buffer): boolean {
  if (raw.includes(words.slice(0, 40))) return false
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  // oxlint-disable-next-line no-control-regex
  if (/[\u0080-\u009F]|[ÃÐÑ][\u0080-\u00BF‚-™]|=\?[\w-]+\?[bq]\?/i.test(words)) return true
  return words.includes('\uFFFD') && !raw.includes('\uFFFD') && !/=EF=BF=BD|77\+9|\?b\?/i.test(raw.toString('latin1'))
}

function compare(folder: string, mails: Map<string, ReadMail>) {
  const path = join(folder, 'expected.json')
  if (!existsSync(path)) return undefined
  const all = JSON.parse(readFileSync(path, 'utf8')) as Expected[]
  const wrong: string[] = []
  const same = (file: string, what: string, expected: string | undefined, found: string | undefined) => {
    if (expected !== undefined && expected !== found) wrong.push(`${file} ${what}: ${found}, and not ${expected}`)
  }
  const plain = (words: string) => words.replaceAll(/\s+/g, ' ').trim()
  for (const { file, subject, name, address, textFile } of all) {
    const mail = mails.get(file)
    same(file, 'subject', subject, mail?.subject)
    same(file, 'name', name, mail?.from?.name)
    same(file, 'address', address, mail?.from?.address)
    if (
      textFile &&
      !plain(mail?.text ?? '').includes(plain(decodeText(readFileSync(join(folder, textFile)))).slice(0, 500))
    )
      wrong.push(`${file} text`)
  }
  const count = all.reduce((sum, { file: _file, ...facts }) => sum + Object.keys(facts).length, 0)
  return { facts: count, wrong }
}

function containersIn(folder: string) {
  const lists = filesIn(folder).filter((file) => file.endsWith('.list'))
  const wrong = lists.filter((list) => {
    const names = (text: string) =>
      text.split('\n').filter((name) => name && !/^(?:body|message)\.(?:rtf|txt|html)$/.test(name)).length
    const opened = join(folder, list.replace(/\.list$/, ''))
    const inside = existsSync(opened) ? readdirSync(opened).join('\n') : readFileSync(join(folder, list), 'utf8')
    const expected = names(inside.replaceAll('\r', ''))
    return readTnef(readFileSync(join(folder, list.replace(/list$/, 'tnef'))))?.files.length !== expected
  })
  return { containers: lists.length, wrong }
}

/** What mail servers send back, by the names of the files: seen as such, and with the address that it is about. */
function bouncesAmong(samples: readonly Sample[], mails: readonly ReadMail[]) {
  const told = samples.flatMap(({ file }, at) => {
    const automatic = mails[at]?.automatic
    return /\/(?:lhost|rhost|rfc3464)-/.test(file) && automatic ? [{ file, automatic }] : []
  })
  const seen = told.filter(({ automatic }) => automatic.kind !== 'none')
  return {
    bounces: told.length,
    missed: told.filter((each) => !seen.includes(each)).map(({ file }) => file),
    withRecipient: seen.filter(({ automatic }) =>
      automatic.report?.recipients.some(({ address }) => address.includes('@')),
    ).length,
  }
}

/** Mails a second in one thread, ours and mailparser’s, each warm. */
async function perSecond(samples: Sample[], least: number) {
  const measure = async (read: (raw: Buffer) => unknown) => {
    for (let round = 0; round < Math.min(200, least / samples.length); round++)
      for (const { raw } of samples) await read(raw)
    const rounds = Math.ceil(least / samples.length)
    const begin = performance.now()
    for (let round = 0; round < rounds; round++) for (const { raw } of samples) await read(raw)
    return Math.round((rounds * samples.length * 1_000) / (performance.now() - begin))
  }
  return {
    ours: await measure((raw) => readMail(raw, { receivedAt })),
    mailparser: await measure((raw) => simpleParser(raw).catch(() => undefined)),
  }
}

/** Eight kilobytes of text and HTML, as most mails are. */
function usualMail(): Buffer {
  const words = 'I ordered two lamps and only one came. '.repeat(60)
  return Buffer.from(
    [
      'From: Ava <ava@one.test>',
      'To: support@shop.test',
      'Subject: =?utf-8?Q?Where_is_my_order=3F?=',
      'Message-ID: <m1@one.test>',
      'Content-Type: multipart/alternative; boundary=b1',
      '',
      `--b1\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${words}`,
      `--b1\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<div dir="ltr"><p style="color:#333">${words}</p><p><b>${words.slice(0, 600)}</b></p></div>`,
      '--b1--',
      '',
    ].join('\r\n'),
  )
}
