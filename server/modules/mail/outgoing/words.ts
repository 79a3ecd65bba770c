const notDelivered: Record<string, (address: string, why: string) => string> = {
  en: (address, why) =>
    `This answer did not reach ${address}${why}. Please find another way: call, or check the address.`,
  de: (address, why) =>
    `Diese Antwort kam bei ${address} nicht an${why}. Bitte einen anderen Weg finden: anrufen oder die Adresse prüfen.`,
  ar: (address, why) => `لم تصل هذه الإجابة إلى ${address}${why}. يُرجى البحث عن طريق آخر: اتصل أو تحقق من العنوان.`,
}

/** What colleagues read about an answer that came back. @param locale the store's */
export function notDeliveredWords(locale: string, address: string, status: string): string {
  const write = notDelivered[locale.slice(0, 2).toLowerCase()] ?? notDelivered['en']
  return write?.(address, status ? ` (${status})` : '') ?? ''
}
