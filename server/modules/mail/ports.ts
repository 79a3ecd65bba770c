import { definePort } from '#platform/port'

/** How a mailbox on a server is reached. The secret is a password, or an access token when `oauth` says so. */
export interface MailServer {
  host: string
  port: number
  security: 'tls' | 'starttls' | 'none'
  account: string
  secret: string
  folder: string
}

/** How far a mailbox was read, in the server's own numbering. When the server begins its numbering anew, so do we. */
export interface MailCursor {
  uidValidity: bigint | null
  lastUid: number
}

/** A mail as it lies on the server. */
export interface FetchedMail {
  uidValidity: bigint
  uid: number
  /** Its bytes, exactly. */
  raw: Buffer
  /** When the server got it. */
  receivedAt: Date
}

export interface Following {
  from: MailCursor
  /**
   * Keeps what came, in order, and the cursor behind it, in one transaction. Only what was kept is deleted on the server, and only
   * if asked for. What throws ends the following; nothing is flagged or deleted then.
   */
  keep(mails: readonly FetchedMail[], cursor: MailCursor): Promise<void>
  deleteAfter: boolean
  /** The connection is there and everything has been read. */
  onCaughtUp(): Promise<void> | void
  signal: AbortSignal
}

/**
 * Mailboxes on a server (IMAP). What throws is always an `OutsideError`: `refused` for a wrong password or a folder that is
 * not there, `not_done` for a server that cannot be reached or a connection that broke.
 */
export interface MailboxPort {
  /** Reads what is new and waits for more, until the signal ends it or the connection breaks. */
  follow(server: MailServer, following: Following): Promise<void>
  /** Everything that lies there now, for the nightly comparison. */
  list(server: MailServer, signal: AbortSignal): Promise<{ uidValidity: bigint; uids: number[] }>
}

export const mailboxPort = definePort<MailboxPort>('mailboxes')
