import { decodeHeader } from './mime/header-words.ts'
import { headerOf, readHeaders } from './mime/read-headers.ts'
import type { MailContent } from './read-parts.ts'

export interface ReportedRecipient {
  address: string
  action: 'failed' | 'delayed' | 'delivered'
  /** RFC 3463, such as 5.1.1, or the three digits of an SMTP answer; empty where nothing was said. */
  status: string
  /** What the other server said. */
  diagnostic: string
}

export interface DeliveryReport {
  recipients: ReportedRecipient[]
  /** Of the mail that is reported about, without angle brackets. */
  originalMessageId: string
}

/** What the machine-readable part of a report says of each recipient (RFC 3464). */
export function readDeliveryStatus(content: MailContent): ReportedRecipient[] {
  return content.reports
    .filter(({ type }) => type.endsWith('delivery-status'))
    .flatMap(({ text }) => text.split(/\n(?:[ \t]*\n)+/))
    .flatMap((block) => {
      const { headers } = readHeaders(block.trim())
      const action = headerOf(headers, 'action')
        ?.trim()
        .toLowerCase()
        .split(/[\s(;]/)[0]
      const recipient = headerOf(headers, 'original-recipient') ?? headerOf(headers, 'final-recipient')
      if (!action && !recipient) return []
      const diagnostic = decodeHeader(headerOf(headers, 'diagnostic-code') ?? '').replace(/^\s*[\w-]+\s*;\s*/, '')
      const status = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(headerOf(headers, 'status') ?? diagnostic)?.[0] ?? ''
      return [
        {
          address: addressIn(recipient ?? ''),
          action: actionOf(action, status),
          status,
          diagnostic: diagnostic.slice(0, 500),
        },
      ]
    })
}

function actionOf(action: string | undefined, status: string): ReportedRecipient['action'] {
  if (action === 'delayed') return 'delayed'
  if (action === 'delivered' || action === 'relayed' || action === 'expanded') return 'delivered'
  return action === undefined && status.startsWith('4') ? 'delayed' : 'failed'
}

function addressIn(value: string): string {
  const plain = value.replace(/^\s*[\w-]+\s*;\s*/, '')
  return /[^\s<>,;:"()]+@[^\s<>,;:"()]+/.exec(plain)?.[0] ?? plain.trim()
}

const code = /\b([245]\.\d{1,3}\.\d{1,3})\b|(?:^|[\s:(])([45][0-5]\d)(?=[\s-])/
export const hasFailureCode = (text: string) => code.test(text)

/** The recipients and reasons of a report that only people were meant to read. */
export function readPlainReport(text: string, failedHeader: string | undefined): ReportedRecipient[] {
  const notice = readNotice(text)
  if (notice) return notice
  // What stands behind is the mail that came back.
  const [own = ''] = text.split(
    /^-{3,}.*(?:original|copy of|returned|header|message follows|enclosed).*$|^original message follows/im,
  )
  const lines = own.slice(0, 20_000).split('\n')
  const named = (failedHeader ?? '')
    .split(',')
    .map(addressIn)
    .filter((address) => address.includes('@'))
  const written = lines.flatMap((line) => {
    const found =
      /^\s*(?:[*-]\s*)?<?([^\s<>:,;"()]+@[^\s<>:,;"()]+)>?\s*(?::|$|\()|(?:to|recipient|address|an|für|mailbox)\s*:?\s*<([^\s<>]+@[^\s<>]+)>/i.exec(
        line,
      )
    return found ? [found[1] ?? found[2] ?? ''] : []
  })
  const anywhere = lines.flatMap((line) =>
    hasFailureCode(line) || /fail|undeliver|reject|unknown/i.test(line)
      ? (/[^\s<>,;:"()]+@[^\s<>,;:"()]+/.exec(line) ?? [])
      : [],
  )
  const addresses = named.length > 0 ? named : written.length > 0 ? written : anywhere
  const status = /\b[45]\.\d{1,3}\.\d{1,3}\b/.exec(own)?.[0] ?? code.exec(own)?.[2] ?? ''
  const at = lines.findIndex((line) => hasFailureCode(line))
  const diagnostic = (lines[at] ?? '').trim().slice(0, 500)
  const isDelayed =
    /delay|will (?:keep|continue|retry)|still (?:trying|being)|not yet|noch nicht|verzögert|retried/i.test(own) &&
    !/permanent|giving up|failed permanently/i.test(own)
  return [...new Set(addresses)].slice(0, 50).map((address) => ({
    address: address.replace(/[.,]+$/, ''),
    action: isDelayed ? 'delayed' : 'failed',
    status,
    diagnostic,
  }))
}

interface Notice {
  notificationType?: string
  eventType?: string
  bounce?: { bouncedRecipients?: { emailAddress?: string; status?: string; diagnosticCode?: string }[] }
}

/** A bounce as some cloud mailers tell it: JSON in the body. */
function readNotice(text: string): ReportedRecipient[] | undefined {
  const start = text.indexOf('{')
  const end = text.lastIndexOf('}')
  if (start === -1 || end < start || !text.includes('bouncedRecipients')) return undefined
  try {
    const outer = JSON.parse(text.slice(start, end + 1)) as Notice & { Message?: string }
    const { bounce } = outer.Message ? (JSON.parse(outer.Message) as Notice) : outer
    return (bounce?.bouncedRecipients ?? []).map(({ emailAddress = '', status = '', diagnosticCode = '' }) => ({
      address: addressIn(emailAddress),
      action: 'failed',
      status,
      diagnostic: diagnosticCode.slice(0, 500),
    }))
  } catch {
    return undefined
  }
}

/** The id of the mail that came back, from its headers or from what a report repeats of it. */
export function originalMessageId(content: MailContent, text: string): string {
  const { headers } = readHeaders(content.reportedMail.trimStart())
  const value = headerOf(headers, 'message-id') ?? /^[\s>|]*Message-ID:\s*(<[^<>\s]+>)/im.exec(text)?.[1] ?? ''
  return (/<([^<>\s]+)>/.exec(value)?.[1] ?? value).trim()
}
