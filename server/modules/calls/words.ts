const words: Readonly<Record<string, string>> = {
  en: 'Please call me.',
  de: 'Bitte ruft mich an.',
  ar: 'اتصلوا بي من فضلكم.',
}

/** What somebody said who pressed “Call me” and wrote nothing. */
export function firstWords(locale: string | undefined): string {
  return words[(locale ?? 'en').slice(0, 2).toLowerCase()] ?? words.en ?? ''
}
