import { createHmac } from 'node:crypto'
import { isSameProof } from '#platform/auth/is-same-proof'
import { addMinutes } from '#platform/time'
import { limits } from '../../../limits.ts'

interface Secrets {
  secretFor(purpose: string): string
}

/** What a link is good for: a page for one viewer, or one picture in it, which a page without any rights asks for. */
export type Linked =
  | { kind: 'page'; mailId: string; viewer: string }
  | { kind: 'picture'; mailId: string; fileId: string }
  | { kind: 'remote'; mailId: string; url: string }

/** An address of what a mail shows; it works for a quarter of an hour. */
export function mailLink(config: Secrets, now: Date, linked: Linked): string {
  // Whole minutes, so that a page that is drawn again shows the same addresses.
  const expires = String(Math.ceil(addMinutes(now, limits.files.linkMinutes).getTime() / 60_000) * 60)
  const signature = proofOf(config, linked, expires)
  const at = `/api/v1/inbound-mails/${encodeURIComponent(linked.mailId)}`
  const query = (more: Record<string, string>) => new URLSearchParams({ ...more, expires, signature }).toString()
  switch (linked.kind) {
    case 'page':
      return `${at}/page?${query({ viewer: linked.viewer })}`
    case 'picture':
      return `${at}/pictures/${encodeURIComponent(linked.fileId)}?${query({})}`
    case 'remote':
      return `${at}/remote-picture?${query({ url: linked.url })}`
  }
}

/** Whether we made a link, and it still works. */
export function isMailLinkGood(
  config: Secrets,
  now: Date,
  linked: Linked,
  { expires, signature }: { expires: string; signature: string },
): boolean {
  return isSameProof(signature, proofOf(config, linked, expires)) && Number(expires) * 1_000 >= now.getTime()
}

function proofOf(config: Secrets, linked: Linked, expires: string): string {
  const what = linked.kind === 'page' ? linked.viewer : linked.kind === 'picture' ? linked.fileId : linked.url
  return createHmac('sha256', config.secretFor('mail-pages'))
    .update(JSON.stringify([linked.kind, linked.mailId, what, expires]))
    .digest('base64url')
}
