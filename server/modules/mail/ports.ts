import { definePort } from '#platform/port'

/** How a mailbox on a server is reached. The secret is a password, or an access token when `oauth` says so. */
export interface MailServer {
  host: string
  port: number
  security: 'tls' | 'starttls' | 'none'
  account: string
  secret: string
  oauth?: boolean
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
 * Mailboxes on a server (IMAP). What throws is always an `OutsideError`: `refused` for a wrong password (`token_refused` for an
 * access token) or a folder that is not there, `not_done` for a server that cannot be reached or a connection that broke.
 */
export interface MailboxPort {
  /** Reads what is new and waits for more, until the signal ends it or the connection breaks. */
  follow(server: MailServer, following: Following): Promise<void>
  /** Everything that lies there now, for the nightly comparison. */
  list(server: MailServer, signal: AbortSignal): Promise<{ uidValidity: bigint; uids: number[] }>
}

export const mailboxPort = definePort<MailboxPort>('mailboxes')

/** Whose accounts are signed in to by OAuth 2.0. */
export type AccountProvider = 'google' | 'microsoft'

/** What a provider gave. */
export interface ProviderTokens {
  accessToken: string
  endsInSeconds: number
  /** Absent where the one from before goes on. */
  refreshToken?: string
}

/**
 * Signing in to mailboxes at their provider, by OAuth 2.0 with PKCE. What throws is an `OutsideError`: `refused` `sign_in_needed`
 * where somebody has to sign in (again), `refused` `client_refused` where the program itself is not known there, else `not_done`.
 */
export interface MailSignInPort {
  isSetUp(provider: AccountProvider): boolean
  /** Where the browser goes. @param challenge SHA-256 of the verifier, base64url */
  signInUrl(
    provider: AccountProvider,
    wish: { returnTo: string; state: string; challenge: string; account: string },
  ): string
  redeem(
    provider: AccountProvider,
    grant: { code: string; verifier: string; returnTo: string },
  ): Promise<ProviderTokens>
  refresh(provider: AccountProvider, refreshToken: string): Promise<ProviderTokens>
}

export const mailSignInPort = definePort<MailSignInPort>('mail-sign-in')

/** Looks names up as `dns.promises.resolve` does: `ENOTFOUND` and `ENODATA` are answers, everything else is none. */
export interface NameServerPort {
  resolve(name: string, type: string): Promise<unknown>
}

export const nameServerPort = definePort<NameServerPort>('name-servers')
