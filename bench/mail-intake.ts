import { hasDovecot } from '#testing/dovecot'
import { threadAddress, threadMessageId } from '../server/modules/mail/thread-address.ts'
import { type KnownMail, type MailProgram, startMailProgram } from './mail-program.ts'
import { threadMail } from './mail-thread.ts'
import { startRequestTracker, type RequestTracker, whyNoRequestTracker } from './peers/request-tracker.ts'
import { percentile } from './percentile.ts'

const threads = 200
const answersEach = 4
const mailboxes = 4
const twice = 20
const pace = { perSecond: 20, mails: 200 }
const peerMails = { each: 100, atOnce: 4 }

const addressOf = (at: number) => `shopper${at}@one.test`

/**
 * Has the program read what lies in mailboxes on a real IMAP server: new mails, and answers by our address, our own mail and an
 * earlier one of theirs. Request Tracker, where it is installed, takes mails of the same kind in the same run.
 */
export async function benchMailIntake() {
  if (!hasDovecot) throw new Error('The IMAP server dovecot is not here (Debian: apt-get install dovecot-imapd).')
  const missing = whyNoRequestTracker()
  if (missing) process.stderr.write(`${missing}\n`)
  return { ours: await measureOurs(), requestTracker: missing ? undefined : await measurePeer() }
}

async function measureOurs() {
  // Half of those who write have an account.
  const program = await startMailProgram(Array.from({ length: threads / 2 }, (_, at) => addressOf(at * 2)))
  try {
    // Warm, as the other one is.
    await program.readBacklog([{ name: 'INBOX', mails: Array.from({ length: 50 }, (_, at) => firstMail('warm', at)) }])
    const firsts = Array.from({ length: threads }, (_, at) => firstMail('inbox', at))
    const fresh = await program.readBacklog([{ name: 'INBOX', mails: firsts }])
    const answers = await program.readBacklog([{ name: 'INBOX', mails: await answersTo(program, firsts) }])
    const several = await program.readBacklog(
      Array.from({ length: mailboxes }, (_, number) => ({ name: `Box${number}`, mails: wholeThreads(`box${number}`) })),
    )
    return {
      fresh,
      answers,
      mailboxes,
      several,
      twice: await deliverTwice(program),
      steady: await deliverSteadily(program),
    }
  } finally {
    await program.stop()
  }
}

function firstMail(series: string, at: number): KnownMail {
  const id = `${series}-${at}@client.test`
  return { id, raw: threadMail({ from: addressOf(at), subject: `Lamp ${at}`, messageId: id }) }
}

async function answersTo({ key, places }: MailProgram, firsts: readonly KnownMail[]): Promise<KnownMail[]> {
  const lie = await places()
  return Array.from({ length: firsts.length * answersEach }, (_, number) => {
    const at = number % firsts.length
    const thread = firsts[at]?.id ?? ''
    const conversation = lie.get(thread)?.[0] ?? ''
    const ways = [
      { to: threadAddress(conversation, 'support@shop.test', key) ?? '' },
      { inReplyTo: threadMessageId(conversation, key) },
      { inReplyTo: thread },
    ]
    const messageId = `answer-${number}@client.test`
    const raw = threadMail({ from: addressOf(at), subject: `Re: Lamp ${at}`, messageId, ...ways[number % ways.length] })
    return { id: messageId, thread, raw }
  })
}

function wholeThreads(series: string): KnownMail[] {
  const firsts = Array.from({ length: threads / mailboxes }, (_, at) => firstMail(series, at))
  const answers = firsts.flatMap(({ id }, at) =>
    Array.from({ length: answersEach }, (_, number) => {
      const messageId = `${series}-${at}-${number}@client.test`
      const mail = { from: addressOf(at), subject: `Re: Lamp ${at}`, messageId, inReplyTo: id }
      return { id: messageId, thread: id, raw: threadMail(mail) }
    }),
  )
  return [...firsts, ...answers]
}

/** The same mail as two servers on the way hand it in. */
function twiceMails(): { id: string; copies: Buffer[] }[] {
  return Array.from({ length: twice }, (_, at) => {
    const id = `twice-${at}@client.test`
    const mail = { from: addressOf(at), subject: `Twice ${at}`, messageId: id }
    const above = 'Received: from b.test by a.test; Mon, 02 Mar 2026 14:00:05 +0000\r\n'
    return { id, copies: [threadMail(mail), threadMail({ ...mail, above })] }
  })
}

async function deliverTwice(program: MailProgram) {
  const mails = twiceMails()
  for (const { copies } of mails) for (const raw of copies) await program.deliver(raw)
  await program.settle(
    mails.map(({ id }) => id),
    2 * twice,
  )
  const places = await program.places()
  return { delivered: 2 * twice, kept: mails.reduce((sum, { id }) => sum + (places.get(id)?.length ?? 0), 0) }
}

/** Milliseconds from when a mail lay in its mailbox to when it was committed to its conversation. */
async function deliverSteadily(program: MailProgram) {
  const sent = new Map<string, number>()
  const begin = Date.now()
  for (let number = 0; number < pace.mails; number++) {
    const wait = begin + (number * 1000) / pace.perSecond - Date.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    const messageId = `steady-${number}@client.test`
    await program.deliver(threadMail({ from: addressOf(number % threads), subject: 'Steady', messageId }))
    sent.set(messageId, Date.now())
  }
  await program.settle([...sent.keys()], pace.mails)
  const filed = await program.filedAt([...sent.keys()])
  const times = [...sent].map(([id, at]) => (filed.get(id) ?? Number.NaN) - at)
  return { ...pace, p50: percentile(times, 50), p95: percentile(times, 95) }
}

async function measurePeer() {
  const peer = await startRequestTracker()
  try {
    const mailOf = (series: string, at: number, subject = `Lamp ${at}`) =>
      threadMail({ from: addressOf(at), subject, messageId: `${series}-${at}@client.test` })
    for (let at = 0; at < 10; at++) await peer.byRequest(mailOf('warm', at))
    const { each, atOnce } = peerMails
    const byRequest = await perSecond(each, atOnce, (at) => peer.byRequest(mailOf('request', at)))
    const fresh = await perSecond(each, atOnce, (at) => peer.byGate(mailOf('fresh', at)))
    const tickets = await peer.tickets()
    const ticketOf = (at: number) => tickets.get(`fresh-${at}@client.test`)?.[0] ?? 0
    const answers = await perSecond(each, atOnce, (at) =>
      peer.byGate(mailOf('answer', at, `Re: [example.com #${ticketOf(at)}] Lamp ${at}`)),
    )
    const after = await peer.tickets()
    for (let at = 0; at < each; at++)
      if (after.get(`answer-${at}@client.test`)?.join() !== `${ticketOf(at)}`)
        throw new Error('An answer lies elsewhere.')
    return {
      version: peer.version,
      fresh,
      byRequest,
      answers,
      twice: await deliverTwiceTo(peer),
      memoryMb: peer.memoryMb(),
    }
  } finally {
    await peer.stop()
  }
}

async function perSecond(count: number, atOnce: number, feed: (at: number) => Promise<void>): Promise<number> {
  let next = 0
  const begin = performance.now()
  const lane = async () => {
    while (next < count) await feed(next++)
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return Math.round((count * 10_000) / (performance.now() - begin)) / 10
}

async function deliverTwiceTo(peer: RequestTracker) {
  const mails = twiceMails()
  for (const { copies } of mails) for (const raw of copies) await peer.byRequest(raw)
  const tickets = await peer.tickets()
  return { delivered: 2 * twice, kept: mails.reduce((sum, { id }) => sum + (tickets.get(id)?.length ?? 0), 0) }
}

if (import.meta.main) console.log(JSON.stringify(await benchMailIntake(), null, 2))
