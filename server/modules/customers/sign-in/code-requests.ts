import { bindCode, findCode } from '#platform/auth/one-time-codes'
import type { Reader, Work } from '#platform/work'

/** What somebody typed to get a code: an e-mail address or an order number, known or not. Undefined once it cannot be used any more. */
export async function findCodeRequest(
  reader: Reader,
  codeId: string,
): Promise<{ typed: string; expiresAt: Date } | undefined> {
  const code = await findCode(reader, codeId)
  return code && !code.used_at && code.expires_at > reader.now
    ? { typed: code.target, expiresAt: code.expires_at }
    : undefined
}

/** Settles which order a guest's code opens, and for whom; the mail goes to that order's own address. */
export async function bindGuestCode(
  work: Work,
  codeId: string,
  to: { customerId: string; orderId: string },
): Promise<void> {
  await bindCode(work, codeId, { subjectId: to.customerId, orderId: to.orderId })
}
