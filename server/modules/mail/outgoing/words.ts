/** The few words that mails of ours and notes about them add to what somebody wrote. */
interface MailWords {
  notDelivered: Record<'answer' | 'forward', (address: string, why: string) => string>
  /** Above the colleague's own words in the note that says that something was forwarded. */
  forwardedTo: (address: string) => string
  /** Above what is forwarded. */
  forwarded: string
  from: string
  date: string
  subject: string
  /** Whoever wrote without a name of their own. */
  shopper: string
}

const english: MailWords = {
  notDelivered: {
    answer: (address, why) =>
      `This answer did not reach ${address}${why}. Please find another way: call, or check the address.`,
    forward: (address, why) =>
      `What was forwarded did not reach ${address}${why}. Please find another way: call, or check the address.`,
  },
  forwardedTo: (address) => `Forwarded to ${address}`,
  forwarded: 'Forwarded message',
  from: 'From',
  date: 'Date',
  subject: 'Subject',
  shopper: 'A shopper',
}

const languages: Record<string, MailWords> = {
  en: english,
  de: {
    notDelivered: {
      answer: (address, why) =>
        `Diese Antwort kam bei ${address} nicht an${why}. Bitte einen anderen Weg finden: anrufen oder die Adresse prüfen.`,
      forward: (address, why) =>
        `Das Weitergeleitete kam bei ${address} nicht an${why}. Bitte einen anderen Weg finden: anrufen oder die Adresse prüfen.`,
    },
    forwardedTo: (address) => `Weitergeleitet an ${address}`,
    forwarded: 'Weitergeleitete Nachricht',
    from: 'Von',
    date: 'Datum',
    subject: 'Betreff',
    shopper: 'Jemand aus unserer Kundschaft',
  },
  ar: {
    notDelivered: {
      answer: (address, why) =>
        `لم تصل هذه الإجابة إلى ${address}${why}. يُرجى البحث عن طريق آخر: اتصل أو تحقق من العنوان.`,
      forward: (address, why) =>
        `لم تصل الرسالة المُعاد توجيهها إلى ${address}${why}. يُرجى البحث عن طريق آخر: اتصل أو تحقق من العنوان.`,
    },
    forwardedTo: (address) => `أُعيد التوجيه إلى ${address}`,
    forwarded: 'رسالة مُعاد توجيهها',
    from: 'من',
    date: 'التاريخ',
    subject: 'الموضوع',
    shopper: 'أحد عملائنا',
  },
}

/** @param locale the store's */
export function mailWords(locale: string): MailWords {
  return languages[locale.slice(0, 2).toLowerCase()] ?? english
}

/** What colleagues read about an answer, or something forwarded, that came back. @param locale the store's */
export function notDeliveredWords(what: 'answer' | 'forward', locale: string, address: string, status: string): string {
  return mailWords(locale).notDelivered[what](address, status ? ` (${status})` : '')
}
