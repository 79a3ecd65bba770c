/** How signing a mailbox in ended. */
export type SignInOutcome = 'done' | 'not_allowed' | 'failed' | 'ended'

type Words = Record<SignInOutcome, [title: string, text: string]> & { back: string }

const words: Record<'en' | 'de' | 'ar', Words> = {
  en: {
    done: ['Signed in', 'The mailbox is read from now on.'],
    not_allowed: ['Not signed in', 'You did not allow it. Nothing has changed; you can begin again at any time.'],
    failed: ['Not signed in yet', 'The provider did not go along with it. Please begin again from the mailbox.'],
    ended: [
      'Please begin again',
      'This sign-in has ended, or was begun by somebody else. Begin again from the mailbox.',
    ],
    back: 'Back to the mailboxes',
  },
  de: {
    done: ['Angemeldet', 'Das Postfach wird ab jetzt gelesen.'],
    not_allowed: [
      'Nicht angemeldet',
      'Du hast es nicht erlaubt. Nichts hat sich geändert; du kannst jederzeit neu beginnen.',
    ],
    failed: ['Noch nicht angemeldet', 'Der Anbieter hat nicht mitgemacht. Bitte beginne noch einmal beim Postfach.'],
    ended: [
      'Bitte beginne noch einmal',
      'Diese Anmeldung ist abgelaufen, oder jemand anders hat sie begonnen. Beginne noch einmal beim Postfach.',
    ],
    back: 'Zurück zu den Postfächern',
  },
  ar: {
    done: ['تم تسجيل الدخول', 'تتم قراءة صندوق البريد من الآن.'],
    not_allowed: ['لم يتم تسجيل الدخول', 'لم تسمح بذلك. لم يتغير شيء، ويمكنك البدء من جديد في أي وقت.'],
    failed: ['لم يتم تسجيل الدخول بعد', 'لم يقبل مزود البريد الطلب. ابدأ من جديد من صندوق البريد.'],
    ended: ['ابدأ من جديد', 'انتهى هذا الطلب أو بدأه شخص آخر. ابدأ من جديد من صندوق البريد.'],
    back: 'العودة إلى صناديق البريد',
  },
}

/** The page on which whoever signed a mailbox in at its provider arrives. */
export function signInPage(outcome: SignInOutcome, wanted: string): string {
  const language = (/\b(en|de|ar)\b/i.exec(wanted)?.[1]?.toLowerCase() ?? 'en') as keyof typeof words
  const { back } = words[language]
  const [title, text] = words[language][outcome]
  return `<!doctype html>
<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<style>body { font: 1rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 15vh auto; padding: 0 1rem; color-scheme: light dark }</style></head>
<body><main><h1>${title}</h1><p>${text}</p><p><a href="/console/settings/mailboxes">${back}</a></p></main></body>
</html>
`
}
