import { momentInWords } from '#platform/words'

/** What is said to somebody who rings the store, and what colleagues read of it. */
interface CallerWords {
  hello: string
  noNumber: string
  press: string
  ahead: string
  wait: string
  unsureWait: string
  closed: string
  pressForTime: string
  later: string
  kept: string
  at: string
  already: string
  ringing: string
  enough: string
  noKey: string
  goodbye: string
  asked: string
}

const catalogs: Readonly<Record<string, CallerWords>> = {
  en: {
    hello: 'Hello, this is {store}.',
    noNumber: 'We cannot ring this number back. Please write to us on our website; we answer there.',
    press: 'You need not wait on the line. Press 1, and we ring you back; your place is kept.',
    ahead: 'Callers before you: {count}.',
    wait: 'That takes about {from} to {to} minutes.',
    unsureWait: 'We cannot say yet how long that takes.',
    closed: 'Nobody is at the phone right now.',
    pressForTime: 'Press 1, and we ring you back on {when}.',
    later: 'Please write to us on our website; we answer there.',
    kept: 'Thank you. Your place is kept, and we ring you back at this number. You can hang up now.',
    at: 'Thank you. We ring you back at this number on {when}.',
    already: 'We have your request.',
    ringing: 'We are ringing you back already. Please hang up, so that we reach you.',
    enough: 'There were many calls from here today. Please write to us on our website; we answer there.',
    noKey: 'No key was pressed. We are glad to help you on our website, too.',
    goodbye: 'Goodbye.',
    asked: 'Rang us and asked to be rung back. We know the number only: please ask who it is.',
  },
  de: {
    hello: 'Guten Tag, hier ist {store}.',
    noNumber: 'Diese Nummer können wir nicht zurückrufen. Schreib uns bitte auf unserer Website, dort antworten wir.',
    press: 'Du musst nicht in der Leitung warten. Drück die 1, und wir rufen dich zurück; dein Platz bleibt dir.',
    ahead: 'Anrufe vor dir: {count}.',
    wait: 'Das dauert etwa {from} bis {to} Minuten.',
    unsureWait: 'Wie lange das dauert, können wir noch nicht sagen.',
    closed: 'Gerade ist niemand am Telefon.',
    pressForTime: 'Drück die 1, und wir rufen dich zurück: {when}.',
    later: 'Schreib uns bitte auf unserer Website, dort antworten wir.',
    kept: 'Danke. Dein Platz bleibt dir, und wir rufen unter dieser Nummer zurück. Du kannst jetzt auflegen.',
    at: 'Danke. Wir rufen dich unter dieser Nummer zurück: {when}.',
    already: 'Wir haben deinen Wunsch schon.',
    ringing: 'Wir rufen dich gerade zurück. Leg bitte auf, damit wir dich erreichen.',
    enough: 'Von hier kamen heute viele Anrufe. Schreib uns bitte auf unserer Website, dort antworten wir.',
    noKey: 'Es wurde keine Taste gedrückt. Auch auf unserer Website helfen wir gern.',
    goodbye: 'Bis bald.',
    asked: 'Hat angerufen und möchte zurückgerufen werden. Bekannt ist nur die Nummer: bitte fragen, wer es ist.',
  },
  ar: {
    hello: 'مرحبًا، هنا {store}.',
    noNumber: 'لا يمكننا معاودة الاتصال بهذا الرقم. راسلنا من فضلك عبر موقعنا وسنجيبك هناك.',
    press: 'لا داعي للانتظار على الخط. اضغط 1 لنعاود الاتصال بك، ومكانك محفوظ.',
    ahead: 'عدد المتصلين قبلك: {count}.',
    wait: 'يستغرق ذلك نحو {from} إلى {to} دقائق.',
    unsureWait: 'لا يمكننا بعد أن نقول كم يستغرق ذلك.',
    closed: 'لا أحد على الهاتف الآن.',
    pressForTime: 'اضغط 1 لنعاود الاتصال بك: {when}.',
    later: 'راسلنا من فضلك عبر موقعنا وسنجيبك هناك.',
    kept: 'شكرًا لك. مكانك محفوظ وسنعاود الاتصال بك على هذا الرقم. يمكنك إنهاء المكالمة الآن.',
    at: 'شكرًا لك. سنعاود الاتصال بك على هذا الرقم: {when}.',
    already: 'طلبك لدينا.',
    ringing: 'نحن نتصل بك الآن. أنهِ المكالمة من فضلك لنصل إليك.',
    enough: 'وردت اليوم مكالمات كثيرة من هنا. راسلنا من فضلك عبر موقعنا وسنجيبك هناك.',
    noKey: 'لم يُضغط أي زر. يسعدنا أن نساعدك عبر موقعنا أيضًا.',
    goodbye: 'إلى اللقاء.',
    asked: 'اتصل بنا وطلب معاودة الاتصال. لا نعرف سوى الرقم: اسألوه من فضلكم من هو.',
  },
}

export type CallerWord = keyof CallerWords

/** One sentence in a language, with its values. */
export function callerWords(locale: string, word: CallerWord, values: Record<string, string> = {}): string {
  const catalog = catalogs[locale.slice(0, 2).toLowerCase()] ?? catalogs.en
  return (catalog?.[word] ?? '').replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
}

/** A time as it is said on the phone, by the clock of whoever is called. */
export function spokenTime(at: Date, timeZone: string, locale: string): string {
  return momentInWords(at, timeZone, locale)
}
