import type { Surroundings } from './to-html.ts'

type Words = Surroundings['words']

const words: Record<string, Words> = {
  en: {
    transcript: 'Read what is said',
    captions: 'Captions',
    tones: { tip: 'Tip', note: 'Good to know', warning: 'Please note' },
  },
  de: {
    transcript: 'Nachlesen, was gesagt wird',
    captions: 'Untertitel',
    tones: { tip: 'Tipp', note: 'Gut zu wissen', warning: 'Bitte beachten' },
  },
  es: {
    transcript: 'Leer lo que se dice',
    captions: 'Subtítulos',
    tones: { tip: 'Consejo', note: 'Conviene saber', warning: 'Atención' },
  },
  fr: {
    transcript: 'Lire ce qui est dit',
    captions: 'Sous-titres',
    tones: { tip: 'Conseil', note: 'Bon à savoir', warning: 'Attention' },
  },
  ar: {
    transcript: 'اقرأ ما يُقال',
    captions: 'ترجمة مكتوبة',
    tones: { tip: 'نصيحة', note: 'معلومة مفيدة', warning: 'يرجى الانتباه' },
  },
}

/** The few words that stand around an article's own, in its language; English where we have none. */
export function wordsFor(locale: string): Words {
  return words[locale.split('-')[0] ?? 'en'] ?? (words.en as Words)
}
