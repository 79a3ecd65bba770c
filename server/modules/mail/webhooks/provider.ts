import type { MailboxRow } from '../tables.ts'

/** A provider's request as it came: header names in lower case, and the time by the wall clock. */
export interface ProviderRequest {
  headers: Readonly<Record<string, string | undefined>>
  body: Buffer
  at: Date
}

/** What a request holds, or why nothing is kept of it. */
export type ReadRequest =
  | { mail: { raw: Buffer; from: string | null; to: string[]; arrival?: string } }
  | { failure: WebhookFailure }

export type WebhookFailure = 'bad_signature' | 'stale' | 'no_raw_mail'

/** How one provider brings mail. Each repeats what was not answered well, and each has an answer that ends this. */
export interface WebhookProvider {
  name: NonNullable<MailboxRow['webhook_provider']>
  /** Whether it may be somebody else, by what is known before the body. */
  isStranger?(headers: ProviderRequest['headers'], secret: string): boolean
  read(request: ProviderRequest, secret: string): ReadRequest
  /** Answered to what would be the same again however often it came. */
  neverAgainStatus: number
  /** Answered to what was not signed by it: where that is our own wrong setting, it should come again once that is put right. */
  strangerStatus: number
}

/** Whether a time in seconds is further away than for as long as the provider tries again. */
export function isStale(seconds: string, at: Date, hours: number): boolean {
  return !/^\d{1,12}$/.test(seconds) || Math.abs(at.getTime() / 1000 - Number(seconds)) > hours * 3600
}

export const text = (bytes: Buffer | undefined) => bytes?.toString('utf8').trim() ?? ''
