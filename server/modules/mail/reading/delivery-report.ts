import { addressPattern } from './addresses.ts'
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
  return addressPattern.exec(plain)?.[0] ?? plain.trim()
}

const code = /\b([245]\.\d{1,3}\.\d{1,3})\b|(?:^|[\s:(])([45][0-5]\d)(?=[\s-])/
const failed =
  /fail|undeliver|reject|unknown|exceed|invalid|full|could not|cannot|not (?:found|exist|reach|delivered|a member)|no such|no longer|disabled|blocked|unable|trouble|error|unreachable/i

/** Whether a text says that a mail did not arrive. */
export const tellsOfFailure = (text: string) =>
  code.test(text.slice(0, 20_000)) ||
  /(?:could|can)(?: ?not|n['’]t) be (?:delivered|sent|reached)|not (?:be )?delivered|undeliver|delivery (?:has )?failed|unable to deliver|(?:trouble|problem|error) (?:delivering|sending)|(?:fatal|permanent) errors?|did not reach|malformed recipient/i.test(
    text.slice(0, 3_000),
  )

const mostLines = 400
const returned = /^-{3}.*(?:original|copy of|returned|header|message follows|enclosed)|^original message follows/i

/** The recipients and reasons of a report that only people were meant to read. */
export function readPlainReport(text: string, failedHeader: string | undefined): ReportedRecipient[] {
  const notice = readNotice(text)
  if (notice) return notice
  const all = text.split('\n', mostLines).map((line) => line.slice(0, 500))
  // What stands behind is the mail that came back.
  const end = all.findIndex((line) => returned.test(line))
  const lines = end === -1 ? all : all.slice(0, end)
  const own = lines.join('\n')
  const named = (failedHeader ?? '')
    .split(',')
    .map(addressIn)
    .filter((address) => address.includes('@'))
  const written = lines.flatMap((line) => {
    const found =
      /^\s*(?:[*-]\s*)?<?([^\s<>:,;"()]{1,64}@[^\s<>:,;"()]{1,255})>?\s*(?::|$|\()|(?:to|recipient|address|an|für|mailbox)\s*:?\s*<([^\s<>]{1,64}@[^\s<>]{1,255})>/i.exec(
        line,
      )
    return found ? [found[1] ?? found[2] ?? ''] : []
  })
  const addresses = named.length > 0 ? named : written.length > 0 ? written : addressesTold(lines)
  const status = /\b[45]\.\d{1,3}\.\d{1,3}\b/.exec(own)?.[0] ?? code.exec(own)?.[2] ?? ''
  const at = lines.findIndex((line) => code.test(line))
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

// In a line that tells of a failure, or soon behind one.
function addressesTold(lines: readonly string[]): string[] {
  const told = lines.filter((line) => !/^\s*(?:from|to|cc|subject|sent|date|reply-to)\s*:/i.test(line))
  const inLine = (line: string) => addressPattern.exec(line) ?? []
  const there = told.flatMap((line) => (code.test(line) || failed.test(line) ? inLine(line) : []))
  if (there.length > 0) return there
  const first = told.findIndex((line) => failed.test(line) || /recipient|following/i.test(line))
  return first === -1
    ? []
    : told
        .slice(first, first + 12)
        .flatMap(inLine)
        .slice(0, 5)
}

interface Notice {
  complaint?: { complainedRecipients?: NoticeRecipient[] }
  notificationType?: string
  eventType?: string
  bounce?: { bouncedRecipients?: NoticeRecipient[] }
}

interface NoticeRecipient {
  emailAddress?: string
  status?: string
  diagnosticCode?: string
}

/** A bounce as some cloud mailers tell it: JSON in the body. */
function readNotice(text: string): ReportedRecipient[] | undefined {
  const start = text.indexOf('{')
  const end = text.lastIndexOf('}')
  if (start === -1 || end < start || !/bouncedRecipients|complainedRecipients/.test(text)) return undefined
  try {
    const outer = JSON.parse(text.slice(start, end + 1)) as Notice & { Message?: string }
    const { bounce, complaint } = outer.Message ? (JSON.parse(outer.Message) as Notice) : outer
    const told = [...(bounce?.bouncedRecipients ?? []), ...(complaint?.complainedRecipients ?? [])]
    return told.map(({ emailAddress = '', status = '', diagnosticCode = '' }) => ({
      address: addressIn(emailAddress),
      action: bounce ? 'failed' : 'delivered',
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
  return (/<([^<>\s]+)>/.exec(value)?.[1] ?? value).replaceAll('\0', '').trim()
}
