import { isIP } from 'node:net'
import { ImapFlow } from 'imapflow'
import { OutsideError } from '#platform/outside-error'
import { limits } from '../../limits.ts'
import type { FetchedMail, Following, MailboxPort, MailServer } from '../../modules/mail/ports.ts'
import { reachableAddress } from '../reachable-address.ts'

export interface ImapOptions {
  /** `host:port` of servers that may lie inside our own network; everything else must be on the public internet. */
  allowInside?: readonly string[]
  /** Additional certificate authorities, PEM. */
  certificateAuthorities?: string
  /** Seconds between looks where the server says nothing by itself. */
  pollSeconds?: number
}

/** Mailboxes over IMAP: what is new by its number on the server, never by what somebody has read; then IDLE. */
export function imapMailboxes(options: ImapOptions = {}): MailboxPort {
  return {
    async follow(server, following) {
      await withClient(server, options, following.signal, (client) => follow(client, server, following, options))
    },
    async list(server, signal) {
      return await withClient(server, options, signal, async (client) => {
        const { uidValidity } = await client.mailboxOpen(server.folder, { readOnly: true })
        const uids = (await client.search({ all: true }, { uid: true })) || []
        return { uidValidity, uids }
      })
    },
  }
}

async function follow(
  client: ImapFlow,
  server: MailServer,
  { from, keep, deleteAfter, onCaughtUp, signal }: Following,
  { pollSeconds = limits.mail.pollSeconds }: ImapOptions,
): Promise<void> {
  const { uidValidity } = await client.mailboxOpen(server.folder, { readOnly: !deleteAfter })
  let lastUid = from.uidValidity === uidValidity ? from.lastUid : 0
  for (;;) {
    // Listened for before looking, so that nothing falls between the two.
    const { news, forget } = nextNews(client, signal, pollSeconds)
    try {
      const waiting = await newSince(client, lastUid)
      for (const batch of batchesOf(waiting)) {
        const mails = await fetchAll(client, batch, uidValidity)
        lastUid = batch.at(-1)?.uid ?? lastUid
        await keep(mails, { uidValidity, lastUid }).catch((cause: unknown) => {
          throw new NotKept(cause)
        })
        if (deleteAfter && mails.length > 0)
          await client.messageDelete(mails.map(({ uid }) => uid).join(','), { uid: true })
        signal.throwIfAborted()
      }
      if (waiting.length > 0) continue
      await onCaughtUp()
      client.idle().catch(() => undefined)
      await news
      signal.throwIfAborted()
    } finally {
      forget()
    }
  }
}

interface Waiting {
  uid: number
  size: number
}

// `n:*` always answers the last one, however low its number.
async function newSince(client: ImapFlow, lastUid: number): Promise<Waiting[]> {
  const found: Waiting[] = []
  for await (const { uid, size = 0 } of client.fetch(`${lastUid + 1}:*`, { uid: true, size: true }, { uid: true }))
    if (uid > lastUid) found.push({ uid, size })
  return found.toSorted((one, other) => one.uid - other.uid)
}

function* batchesOf(waiting: readonly Waiting[]): Generator<Waiting[]> {
  let batch: Waiting[] = []
  let bytes = 0
  for (const each of waiting) {
    if (batch.length > 0 && (batch.length >= limits.mail.batch || bytes + each.size > limits.mail.batchBytes)) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push(each)
    bytes += each.size
  }
  if (batch.length > 0) yield batch
}

// All of it first: a command inside of the loop would wait for the loop to end.
async function fetchAll(client: ImapFlow, batch: readonly Waiting[], uidValidity: bigint): Promise<FetchedMail[]> {
  const mails: FetchedMail[] = []
  const range = batch.map(({ uid }) => uid).join(',')
  for await (const { uid, source, internalDate } of client.fetch(
    range,
    { uid: true, source: true, internalDate: true },
    { uid: true },
  ))
    if (source) mails.push({ uidValidity, uid, raw: source, receivedAt: new Date(internalDate ?? Date.now()) })
  return mails.toSorted((one, other) => one.uid - other.uid)
}

/** The next thing that the server says by itself, or the end of the wait. */
function nextNews(client: ImapFlow, signal: AbortSignal, seconds: number): { news: Promise<void>; forget: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  const tell = () => resolve()
  const timer = setTimeout(tell, seconds * 1000)
  client.on('exists', tell)
  client.on('close', tell)
  signal.addEventListener('abort', tell)
  return {
    news: promise,
    forget() {
      clearTimeout(timer)
      client.off('exists', tell)
      client.off('close', tell)
      signal.removeEventListener('abort', tell)
    },
  }
}

// Clients do not connect again by themselves: a new one for each connection, and whatever they meet ends it.
async function withClient<T>(
  server: MailServer,
  options: ImapOptions,
  signal: AbortSignal,
  use: (client: ImapFlow) => Promise<T>,
): Promise<T> {
  const host = await reachableAddress(server, options.allowInside)
  const client = new ImapFlow({
    host,
    port: server.port,
    ...(isIP(server.host) ? {} : { servername: server.host }),
    secure: server.security === 'tls',
    doSTARTTLS: server.security === 'starttls',
    auth: { user: server.account, ...(server.oauth ? { accessToken: server.secret } : { pass: server.secret }) },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: limits.mail.connectSeconds * 1000,
    greetingTimeout: limits.mail.connectSeconds * 1000,
    ...(options.certificateAuthorities ? { tls: { ca: options.certificateAuthorities } } : {}),
  })
  let broken: Error | undefined
  const closed = new Promise<never>((_, reject) => {
    client.on('error', (error: Error) => {
      broken = error
    })
    client.on('close', () => reject(broken ?? new Error('The connection to the mail server ended.')))
  })
  closed.catch(() => undefined)
  const end = () => client.close()
  signal.addEventListener('abort', end, { once: true })
  try {
    await client.connect()
    return await Promise.race([use(client), closed])
  } catch (error) {
    signal.throwIfAborted()
    throw classified(error as ImapFailure, server)
  } finally {
    signal.removeEventListener('abort', end)
    client.close()
  }
}

/** What keeping threw is the caller's own. */
class NotKept extends Error {
  readonly thrown: unknown

  constructor(thrown: unknown) {
    super('What came could not be kept.')
    this.thrown = thrown
  }
}

type ImapFailure = Error & {
  code?: string
  authenticationFailed?: boolean
  responseStatus?: string
  mailboxMissing?: boolean
}

function classified(error: ImapFailure, { oauth }: MailServer): Error {
  if (error instanceof OutsideError) return error
  if (error.authenticationFailed && oauth)
    return new OutsideError('refused', 'token_refused', 'The mail server refused the account’s access token.', {
      cause: error,
    })
  if (error.authenticationFailed)
    return new OutsideError('refused', 'wrong_password', 'The mail server refused the account or its password.', {
      cause: error,
    })
  if (error.mailboxMissing)
    return new OutsideError('refused', 'no_such_folder', 'There is no such folder.', { cause: error })
  if (error instanceof NotKept) return error.thrown as Error
  return new OutsideError('not_done', 'connection_lost', error.message, { cause: error })
}
