import { authenticateMail, type Authenticity, type Delivery } from '../reading/authenticate.ts'
import type { NameServerPort } from '../ports.ts'

const isAnswer = new Set(['ENOTFOUND', 'ENODATA'])

/**
 * What SPF, DKIM and DMARC say about a mail's sender; null where it could not be checked: no name server, or one that did not answer
 * what the verdict needed. Never fails: a mail is not held up by it.
 */
export async function judgeSender(
  raw: Uint8Array,
  delivery: Delivery,
  names: NameServerPort | undefined,
): Promise<Authenticity | null> {
  if (!names) return null
  let isMissing = false
  const verdict = await authenticateMail(raw, delivery, async (name, type) => {
    try {
      return await names.resolve(name, type)
    } catch (error) {
      isMissing ||= !isAnswer.has((error as { code?: string }).code ?? '')
      throw error
    }
  }).catch(() => null)
  return verdict?.isAuthentic || !isMissing ? verdict : null
}
