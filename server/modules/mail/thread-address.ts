import { createHmac, randomBytes } from 'node:crypto'
import { isSameProof } from '#platform/auth/is-same-proof'

/** What ties an answer to its conversation. `domain` is this installation's own: ids of another one mean nothing here. */
export interface ThreadKey {
  key: Uint8Array
  domain: string
}

export type Verified =
  | { conversationId: string }
  /** No id of ours at all, one of another installation, or one that somebody changed. */
  | { why: 'not_ours' | 'other_installation' | 'changed' }

const prefix = 'cnv_'
const macLength = 16
// RFC 5321 4.5.3.1.1
const longestLocalPart = 64

/** A Message-ID that names its conversation, without angle brackets. Once sent, it is known again by its signature. */
export function threadMessageId(
  conversationId: string,
  { key, domain }: ThreadKey,
  nonce = randomBytes(6).toString('hex'),
): string {
  const thread = threadOf(conversationId)
  return `c.${thread}.${nonce}.${macOf(key, 'message', domain, thread, nonce)}@${domain}`
}

/**
 * The store's address with the conversation in it: `support+<conversation>.<signature>@…`. Undefined where the local part
 * would be longer than mail allows. It proves the conversation, and nothing about who writes.
 */
export function threadAddress(conversationId: string, mailbox: string, { key }: ThreadKey): string | undefined {
  const { local, domain } = splitAddress(mailbox)
  const thread = threadOf(conversationId)
  const signed = `${local}+${thread}.${macOf(key, 'address', domain.toLowerCase(), thread, '')}`
  return signed.length > longestLocalPart ? undefined : `${signed}@${domain}`
}

/** The conversation of a Message-ID, as In-Reply-To and References bring it back. */
export function verifyMessageId(messageId: string, { key, domain }: ThreadKey): Verified {
  const [, thread, nonce, mac, at] =
    /^c\.([0-9a-z]+)\.([0-9a-z]+)\.([0-9a-z]+)@(\S+)$/.exec(messageId.trim().replaceAll(/^<|>$/g, '').toLowerCase()) ??
    []
  if (thread === undefined || nonce === undefined || mac === undefined) return { why: 'not_ours' }
  if (at !== domain.toLowerCase()) return { why: 'other_installation' }
  return isSameProof(mac, macOf(key, 'message', domain, thread, nonce))
    ? { conversationId: prefix + thread }
    : { why: 'changed' }
}

/** The conversation of an address that a mail was sent to. @param mailboxes own addresses, without anything behind a plus */
export function verifyThreadAddress(address: string, mailboxes: readonly string[], { key }: ThreadKey): Verified {
  const [, local, thread, mac, domain] =
    /^([^+@]+)\+([0-9a-z]+)\.([0-9a-z]+)@(\S+)$/.exec(address.trim().toLowerCase()) ?? []
  if (thread === undefined || mac === undefined || domain === undefined) return { why: 'not_ours' }
  if (!mailboxes.some((mailbox) => mailbox.toLowerCase() === `${local}@${domain}`)) return { why: 'other_installation' }
  return isSameProof(mac, macOf(key, 'address', domain, thread, ''))
    ? { conversationId: prefix + thread }
    : { why: 'changed' }
}

/** A Message-ID that names something that was forwarded: an answer to it is for colleagues, and never of the thread with the shopper. */
export function forwardMessageId(forwardId: string, { key, domain }: ThreadKey): string {
  const forward = threadOf(forwardId)
  return `f.${forward}.${macOf(key, 'forward', domain, forward, '')}@${domain}`
}

/** As `threadAddress`, for answers to something that was forwarded. */
export function forwardAddress(forwardId: string, mailbox: string, key: ThreadKey): string | undefined {
  return addressOfMail(forwardId, mailbox, forForwards, key)
}

/**
 * Where servers report what became of one mail of ours. Of a mail to one person alone nobody else ever learns it, so that what comes
 * there is about them. Undefined where the local part would be longer than mail allows.
 */
export function returnPath(outboundMailId: string, mailbox: string, key: ThreadKey): string | undefined {
  return addressOfMail(outboundMailId, mailbox, forReports, key)
}

/** The id of what was forwarded that a Message-ID names; undefined for every other. */
export function verifyForwardId(messageId: string, { key, domain }: ThreadKey): string | undefined {
  const [, forward, mac = '', at] = /^f\.([0-9a-z]+)\.([0-9a-f]+)@(\S+)$/.exec(messageId.trim().toLowerCase()) ?? []
  if (forward === undefined || at !== domain.toLowerCase()) return undefined
  return isSameProof(mac, macOf(key, 'forward', domain, forward, '')) ? `omx_${forward}` : undefined
}

/** The same of an address that a mail was sent to. @param mailboxes own addresses, without anything behind a plus */
export function verifyForwardAddress(
  address: string,
  mailboxes: readonly string[],
  key: ThreadKey,
): string | undefined {
  return mailOfAddress(address, mailboxes, forForwards, key)
}

/** The id of the mail that a return path is of; undefined for every other address. @param mailboxes as above */
export function verifyReturnPath(address: string, mailboxes: readonly string[], key: ThreadKey): string | undefined {
  return mailOfAddress(address, mailboxes, forReports, key)
}

const forForwards = { mark: '', kind: 'forward-address' }
const forReports = { mark: 'r.', kind: 'return-path' }

type Use = typeof forForwards

function addressOfMail(mailId: string, mailbox: string, { mark, kind }: Use, { key }: ThreadKey): string | undefined {
  const { local, domain } = splitAddress(mailbox)
  const mail = threadOf(mailId)
  const signed = `${local}+${mark}${mail}.${macOf(key, kind, domain, mail, '')}`
  return signed.length > longestLocalPart ? undefined : `${signed}@${domain}`
}

function mailOfAddress(
  address: string,
  mailboxes: readonly string[],
  { mark, kind }: Use,
  { key }: ThreadKey,
): string | undefined {
  const [, local, marked = '', mail, mac = '', domain = ''] =
    /^([^+@]+)\+(r\.)?([0-9a-z]+)\.([0-9a-f]+)@(\S+)$/.exec(address.trim().toLowerCase()) ?? []
  if (mail === undefined || marked !== mark) return undefined
  if (!mailboxes.some((mailbox) => mailbox.toLowerCase() === `${local}@${domain}`)) return undefined
  return isSameProof(mac, macOf(key, kind, domain, mail, '')) ? `omx_${mail}` : undefined
}

function threadOf(conversationId: string): string {
  return conversationId.slice(conversationId.indexOf('_') + 1).toLowerCase()
}

// Hex survives mail programs that write addresses in lower case. 64 bits, guessed against a server that counts the tries.
function macOf(key: Uint8Array, kind: string, domain: string, thread: string, nonce: string): string {
  return createHmac('sha256', key)
    .update([kind, domain.toLowerCase(), thread, nonce].join('\n'))
    .digest('hex')
    .slice(0, macLength)
}

function splitAddress(address: string): { local: string; domain: string } {
  const at = address.lastIndexOf('@')
  return { local: address.slice(0, at), domain: address.slice(at + 1) }
}
