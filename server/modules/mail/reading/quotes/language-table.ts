/** What mail programs write around an earlier mail, in the languages that we have met. */

const anyOf = (words: string) =>
  words
    .split('|')
    .map((word) => word.trim())
    .join('|')

const wrote = anyOf(
  'wrote|writes|schrieb|schreef|escribió|escribio|a écrit|a ecrit|ha scritto|scrisse|escreveu|napisał|napisał\\(a\\)|napisała|пишет|писал|писала|написал|написал\\(а\\)|написала|написав|написав\\(-ла\\)|skrev|kirjoitti|napsal|napsal\\(a\\)|napísal|napísal\\(a\\)|yazdı|şunu yazdı|كتب|كتبت|כתב|כתבה|כתב/ה|写道|寫道|书写|のメール|は書きました|さんは書きました|님이 작성|έγραψε|írta|a scris|je napisao|je napisala|написа|đã viết|menulis|เขียนว่า',
)
const beginning = anyOf(
  'On|At|Am|Le|El|Il|Em|Op|W dniu|Dnia|Den|Dne|Dňa|På|Kl|Pe|La data de|Στις|U|Vào|Pada|في|ב-|בתאריך|在|于',
)

const wroteAtEnd = new RegExp(
  String.raw`(?:^|[\s,>)】」])(?:${wrote})(?:\s.{0,80})?\s*[:：]?\s*$|(?:写道|寫道|のメール|작성|כתב/ה)\s*[:：]?\s*$`,
  'iu',
)
const beginsSo = new RegExp(String.raw`^\s*(?:${beginning})(?=[\s,.:(\d]|$)`, 'iu')
const address = /[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+/u
const moment = /\d{1,2}[:.]\d{2}|(?:19|20)\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}/u
const endsOpen = /[:：]\s*$/u

/**
 * Whether some words introduce an earlier mail, such as “On Monday Ava wrote:”: `sure` with a moment or an address, so that
 * what follows is that mail even without a sign at each line.
 */
export function introduces(words: string): 'sure' | 'perhaps' | undefined {
  if (words.length > 400) return undefined
  const hasWrote = wroteAtEnd.test(words)
  if (!hasWrote && !endsOpen.test(words)) return undefined
  const [hasAddress, hasMoment] = [address.test(words), moment.test(words)]
  if (hasWrote && endsOpen.test(words) && (hasAddress || (hasMoment && beginsSo.test(words)))) return 'sure'
  if (!hasWrote) return hasAddress && hasMoment && /[<(]\S+@\S+[>)]\s*[:：]\s*$/u.test(words) ? 'sure' : undefined
  return beginsSo.test(words) || hasMoment || hasAddress ? 'perhaps' : undefined
}

const labels = {
  from: 'From|Von|De|Da|Van|Från|Fra|Lähettäjä|Od|От|Від|От кого|Kimden|Gönderen|من|מאת|差出人|发件人|寄件者|寄件人|보낸 사람|보낸사람|Από|Feladó|De la|Remitente|Expéditeur|Mittente|Afzender',
  date: 'Sent|Date|Gesendet|Datum|Gesendet am|Envoyé|Envoyé le|Enviado|Enviado el|Enviada em|Fecha|Data|Inviato|Verzonden|Skickat|Sendt|Dato|Lähetetty|Päivämäärä|Wysłano|Data|Odesláno|Отправлено|Дата|Надіслано|Gönderildi|Gönderme Tarihi|Tarih|تاريخ الإرسال|التاريخ|أرسل|נשלח|תאריך|送信日時|日時|发送时间|日期|寄件日期|보낸 날짜|Ημερομηνία|Στάλθηκε|Elküldve|Trimis',
  to: 'To|An|À|A|Para|Aan|Till|Til|Vastaanottaja|Do|Komu|Кому|Kime|إلى|אל|宛先|收件人|收件者|받는 사람|받는사람|Προς|Címzett|Către|Cc|Kopie',
  subject:
    'Subject|Betreff|Objet|Asunto|Assunto|Oggetto|Onderwerp|Ämne|Emne|Aihe|Temat|Předmět|Predmet|Тема|Konu|الموضوع|נושא|件名|主题|主旨|제목|Θέμα|Tárgy|Subiect',
}
type Label = keyof typeof labels

const labelLines = Object.entries(labels).map(
  ([label, words]) =>
    [label as Label, new RegExp(String.raw`^\s*\*?(?:${words})\s*[:：]\s*\*?(?=\s|\S)`, 'iu')] as const,
)

/** Which line of a block of headers this one is. */
export function headerLabel(line: string): Label | undefined {
  return labelLines.find(([, pattern]) => pattern.test(line))?.[0]
}

const original = anyOf(
  "Original Message|Original-Nachricht|Originalnachricht|Ursprüngliche Nachricht|Message d[’']origine|Message original|Mensaje original|Mensagem original|Messaggio originale|Oorspronkelijk bericht|Originele bericht|Ursprungligt meddelande|Originalmeddelande|Opprinnelig melding|Oprindelig meddelelse|Original meddelelse|Alkuperäinen viesti|Wiadomość oryginalna|Oryginalna wiadomość|Původní zpráva|Исходное сообщение|Оригинальное сообщение|Orijinal İleti|Orijinal Mesaj|الرسالة الأصلية|הודעה מקורית|元のメッセージ|原始邮件|原始郵件|원본 메시지|Αρχικό μήνυμα|Eredeti üzenet|Mesaj original|Reply Message|Original Email|Ursprüngliche E-Mail",
)
const forwarded = anyOf(
  'Forwarded message|Forwarded by|Weitergeleitete Nachricht|Message transféré|Mensaje reenviado|Mensagem encaminhada|Messaggio inoltrato|Doorgestuurd bericht|Vidarebefordrat meddelande|Videresendt melding|Videresendt meddelelse|Välitetty viesti|Wiadomość przekazana|Přeposlaná zpráva|Пересылаемое сообщение|Пересланное сообщение|İletilmiş mesaj|رسالة معاد توجيهها|הודעה שהועברה|転送メッセージ|Forwarded Message|转发的邮件|转发邮件|전달된 메시지',
)
const originalLine = new RegExp(String.raw`^\s*[-_=*—]{2,}\s*(?:${original})\s*[-_=*—:]*\s*$`, 'iu')
const forwardedLine = new RegExp(
  String.raw`^\s*[-_=*—]{2,}\s*(?:${forwarded})|^\s*(?:Begin forwarded message|Anfang der weitergeleiteten (?:Nachricht|E-Mail)|Début du message (?:réexpédié|transféré)|Inicio del mensaje reenviado|Inizio messaggio inoltrato)\s*:`,
  'iu',
)

export const isOriginalLine = (line: string) => originalLine.test(line)
export const isForwardedLine = (line: string) => forwardedLine.test(line)

/** What our own mails say above an earlier one. */
export const replyMarkers = {
  en: '–– Please write above this line ––',
  de: '–– Bitte schreiben Sie über dieser Zeile ––',
  ar: '–– يُرجى الكتابة فوق هذا السطر ––',
} as const

export const isReplyMarker = (line: string) => Object.values(replyMarkers).some((marker) => line.includes(marker))
