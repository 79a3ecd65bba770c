import { signStandardWebhook } from '../standard-webhooks.ts'
import type { Notice } from './notices.ts'

/** How a fake speaks on the wire, where providers differ. Control routes always speak JSON. */
export interface FakeDialect {
  readBody(bytes: Buffer): Record<string, unknown>
  /** An error as this provider words it. */
  problem(code: string, message: string, status: number): unknown
  /** A webhook with its signature. */
  signNotice(secret: string, notice: Notice, sentAt: Date): { body: Buffer; headers: Record<string, string> }
}

/** The one shape of errors that the fakes answer unless they play a certain provider. */
export function problem(code: string, message: string): { error: { code: string; message: string } } {
  return { error: { code, message } }
}

/** JSON in and out, webhooks signed as Standard Webhooks say. */
export const standardDialect: FakeDialect = {
  problem,
  readBody(bytes) {
    if (bytes.length === 0) return {}
    const parsed: unknown = JSON.parse(bytes.toString('utf8'))
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
      throw new Error('the body must be a JSON object')
    return parsed as Record<string, unknown>
  },
  signNotice(secret, notice, sentAt) {
    const body = Buffer.from(JSON.stringify({ type: notice.type, timestamp: notice.timestamp, data: notice.data }))
    return { body, headers: signStandardWebhook(secret, notice.id, sentAt, body) }
  },
}
