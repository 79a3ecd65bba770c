import type { MailPerson } from './addresses.ts'
import {
  originalMessageId,
  readDeliveryStatus,
  readPlainReport,
  tellsOfFailure,
  type DeliveryReport,
} from './delivery-report.ts'
import { headerOf, type RawHeader } from './mime/read-headers.ts'
import type { MailContent } from './read-parts.ts'

export type AutomaticKind = 'bounce' | 'delayed' | 'complaint' | 'auto_reply' | 'list' | 'bulk' | 'none'

export interface Automatic {
  kind: AutomaticKind
  /** Whether a machine may answer it, such as by an acknowledgement. */
  mayBeAnswered: boolean
  /** Whether it takes up a matter that was closed: only what a person wrote does. */
  mayReopen: boolean
  report?: DeliveryReport
}

interface Mail {
  headers: readonly RawHeader[]
  content: MailContent
  from: MailPerson | undefined
  subject: string
  text: string
  /** Who the envelope says sent it; empty for `<>`, undefined where it is not known. */
  envelopeFrom: string | undefined
}

/** Whether a machine wrote a mail, and which (RFC 3464, 3834, 5965, 8098, and what is written without any of them). */
export function judgeAutomatic(mail: Mail): Automatic {
  const kind = kindOf(mail)
  const isPersonal = kind === 'none'
  const isReport = kind === 'bounce' || kind === 'delayed' || kind === 'complaint'
  return {
    kind,
    mayBeAnswered: isPersonal && !asksForSilence(mail.headers),
    mayReopen: isPersonal,
    ...(isReport ? { report: reportOf(mail) } : {}),
  }
}

const daemon =
  /^(?:mailer-?daemon|post_?master|mail-?daemon|mdaemon|bounce-?handler|microsoftexchange[0-9a-f]+)(?:[+-].*)?@|^(?:mailer-daemon|postmaster)$/i
const daemonName = /mail delivery (?:sub)?system|mailer-daemon|mail administrator|delivery (?:sub)?system|postmaster/i
const failureSubject =
  /undeliver|delivery (?:status notification|failure|has failed|report|problem)|deliver(?:y|ed)? fail|mail delivery (?:failed|failure)|failure notice|returned mail|returned to sender|unzustellbar|nicht zustellbar|unzustellbarkeit|zustellung fehlgeschlagen|non remis|échec de la remise|non-delivery|no se pudo entregar|no entregado|mancata consegna|onbestelbaar|delivery notification|mail system error|message (?:could )?not (?:be )?delivered|配信不能|退信|не доставлен|недоставлен/i
const delaySubject = /\bdelay|delayed mail|verzögert|warning: (?:message|could not)|retard|not yet delivered/i
const absentSubject =
  /^(?:(?:re|aw|sv|antw)\s*:\s*)*(?:out of (?:the )?office|automatic reply|auto(?:matic)?[- ]?(?:reply|response|responder)|autoreply|abwesen(?:d|heit)|automatische antwort|absence|réponse automatique|absent\b|respuesta automática|fuera de la oficina|risposta automatica|fuori sede|resposta automática|ausência|automatisch antwoord|afwezig|autosvar|frånvaro|automatisk svar|fravær|automaattinen vastaus|poissa|autoodpowiedź|automatyczna odpowiedź|nieobecn|automatická odpověď|автоответ|автоматический ответ|автоматична відповідь|otomatik (?:yanıt|cevap)|رد تلقائي|מענה אוטומטי|自動(?:応答|返信)|不在通知|自动回复|自動回覆|부재중|자동 회신)/iu

function kindOf(mail: Mail): AutomaticKind {
  const { headers, content, text } = mail
  const header = (name: string) => headerOf(headers, name)?.trim().toLowerCase()
  if (content.reports.some(({ type }) => type.endsWith('feedback-report'))) return 'complaint'
  if (content.reports.some(({ type }) => type.endsWith('disposition-notification'))) return 'auto_reply'
  const recipients = readDeliveryStatus(content)
  if (recipients.some(({ action }) => action === 'failed')) return 'bounce'
  if (recipients.some(({ action }) => action === 'delayed')) return 'delayed'
  if (recipients.length > 0) return 'auto_reply'
  const isFromNobody = mail.envelopeFrom === '' || header('return-path') === '<>'
  const isFromDaemon = daemon.test(mail.from?.address ?? '') || daemonName.test(headerOf(headers, 'from') ?? '')
  const comesBack = content.reportedMail !== '' || content.files.some(({ kind }) => kind === 'mail')
  const saysSo = failureSubject.test(mail.subject) || delaySubject.test(mail.subject)
  if (
    header('x-failed-recipients') ||
    (isFromDaemon && (saysSo || comesBack || tellsOfFailure(text))) ||
    (isFromNobody && (saysSo || comesBack))
  ) {
    const isDelayed = delaySubject.test(mail.subject) || readPlainReport(text, undefined)[0]?.action === 'delayed'
    return isDelayed ? 'delayed' : 'bounce'
  }
  const notice = /\\?"(?:notificationType|eventType)\\?"\s*:\s*\\?"(\w+)/.exec(text)?.[1]
  if (notice && /^\s*\{/.test(text))
    return notice === 'Bounce' ? 'bounce' : notice === 'Complaint' ? 'complaint' : 'auto_reply'
  if (mail.subject.startsWith('complaint about message from') && content.files.some(({ kind }) => kind === 'mail'))
    return 'complaint'
  const submitted = header('auto-submitted')
  if (submitted && !/^no\b/.test(submitted)) return 'auto_reply'
  if (['x-autoreply', 'x-autorespond', 'x-auto-reply', 'x-autoresponse'].some((name) => isYes(header(name))))
    return 'auto_reply'
  const precedence = header('precedence')
  if (precedence === 'auto_reply' || isFromDaemon) return 'auto_reply'
  if (precedence === 'list' || header('list-id') !== undefined || header('list-post') !== undefined) return 'list'
  if (precedence === 'bulk' || precedence === 'junk') return 'bulk'
  return isFromNobody || absentSubject.test(mail.subject) ? 'auto_reply' : 'none'
}

const isYes = (value: string | undefined) => value !== undefined && value !== '' && !/^(?:no|false|0)$/.test(value)

/** Exchange asks for silence on what people write, too: it is not answered by a machine, and still a person's mail. */
function asksForSilence(headers: readonly RawHeader[]): boolean {
  const suppress = headerOf(headers, 'x-auto-response-suppress') ?? ''
  return /\b(?:all|autoreply|oof)\b/i.test(suppress) || headerOf(headers, 'list-unsubscribe') !== undefined
}

function reportOf({ headers, content, text }: Mail): DeliveryReport {
  const told = readDeliveryStatus(content)
  const isNamed = told.some(({ address }) => address.includes('@'))
  const complained = content.reports.flatMap(({ type, text: fields }) =>
    type.endsWith('feedback-report') ? [...fields.matchAll(/^Original-Rcpt-To:\s*<?([^\s<>]+@[^\s<>]+)>?/gim)] : [],
  )
  const plain = () => readPlainReport(text, headerOf(headers, 'x-failed-recipients'))
  return {
    recipients:
      complained.length > 0
        ? complained.map(([, address = '']) => ({ address, action: 'delivered' as const, status: '', diagnostic: '' }))
        : isNamed
          ? told
          : plain(),
    originalMessageId: originalMessageId(content, text),
  }
}
