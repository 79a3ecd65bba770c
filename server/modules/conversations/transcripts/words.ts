import { canonicalLocale } from '#platform/canonical-locale'

/** The few words that a transcript adds to what was said. */
export interface TranscriptWords {
  title: string
  reference: string
  about: string
  began: string
  people: string
  times: string
  file: string
  cut: string
  page: string
  /** Somebody without a name. */
  you: string
}

const catalogs: Record<string, TranscriptWords> = {
  en: {
    title: 'What was said',
    reference: 'Reference',
    about: 'About',
    began: 'Began',
    people: 'With',
    times: 'Times are',
    file: 'File',
    cut: 'The beginning is left out here; it is in your account.',
    page: 'Page',
    you: 'You',
  },
  de: {
    title: 'Gesprächsverlauf',
    reference: 'Zeichen',
    about: 'Thema',
    began: 'Beginn',
    people: 'Mit',
    times: 'Uhrzeiten',
    file: 'Datei',
    cut: 'Der Anfang fehlt hier; er steht in deinem Konto.',
    page: 'Seite',
    you: 'Du',
  },
  ar: {
    title: 'ما قيل في المحادثة',
    reference: 'المرجع',
    about: 'الموضوع',
    began: 'بدأت',
    people: 'مع',
    times: 'الأوقات بتوقيت',
    file: 'ملف',
    cut: 'البداية غير موجودة هنا، وتجدها في حسابك.',
    page: 'صفحة',
    you: 'أنت',
  },
}

/** The words in a language that we write in, and the locale by which days are written then; English otherwise. */
export function transcriptWords(wanted: string): { words: TranscriptWords; locale: string; isRtl: boolean } {
  const language = wanted.toLowerCase().split(/[-_]/)[0] ?? ''
  const words = catalogs[language]
  const canonical = canonicalLocale(wanted)
  return words && canonical
    ? { words, locale: canonical, isRtl: language === 'ar' }
    : { words: catalogs.en as TranscriptWords, locale: 'en-US', isRtl: false }
}
