import { emailPort } from '#modules/mail'
import { findStore } from '#modules/stores'
import type { App } from '#platform/app'
import { system } from '#platform/auth/actor'
import { escapeHtml } from '#platform/escape-html'
import { read } from '#platform/transact'
import { momentInWords } from '#platform/words'
import type { FastifyInstance } from 'fastify'
import type { FileOutbox } from '../adapters/email/file-outbox.ts'
import { keptText } from '../adapters/email/kept-text.ts'
import { languageOfReader } from './help/choose-language.ts'

const newest = 40

/**
 * What the demonstration store mailed, at `/demo/mails`, newest first: its mails go nowhere, and a code or a link in one would be out of
 * reach otherwise. 404 in any other store, and where mails really leave.
 */
export function registerDemonstrationMails(http: FastifyInstance, app: App): void {
  if (!app.demo) return
  http.get('/demo/mails', { config: { label: 'GET /demo/mails' } }, async (request, reply) => {
    const outbox = app.ports.get(emailPort) as Partial<FileOutbox>
    if (!isKept(outbox)) return reply.callNotFound()
    const language = (languageOfReader(request, Object.keys(words)) ?? 'en') as Language
    const { timeZone } = await findStore(read(app, system('demonstration')))
    const entries = (await outbox.list()).slice(-newest).toReversed()
    const mails = await Promise.all(
      entries.map(async ({ at, to, subject, file }) => ({
        to,
        subject,
        when: momentInWords(new Date(at), timeZone, language),
        text: keptText(await outbox.read(file)),
      })),
    )
    return reply
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(pageOf(mails, language, app.config.publicUrl))
  })
}

function isKept(outbox: Partial<FileOutbox>): outbox is FileOutbox {
  return outbox.list !== undefined && outbox.read !== undefined
}

type Language = keyof typeof words

const words = {
  en: {
    title: 'Mails of the demonstration store',
    detail: 'Nothing leaves this machine. What would have been mailed is here, the newest first; its links work.',
    none: 'Nothing was mailed yet. Load this page again in a moment.',
    back: 'Back to the store',
    to: 'To {to} · {when}',
  },
  de: {
    title: 'Mails des Vorführ-Shops',
    detail:
      'Nichts verlässt diesen Rechner. Was verschickt worden wäre, steht hier, das Neueste zuerst; die Links funktionieren.',
    none: 'Noch wurde nichts verschickt. Lade die Seite gleich noch einmal.',
    back: 'Zurück zum Shop',
    to: 'An {to} · {when}',
  },
  ar: {
    title: 'رسائل المتجر التجريبي',
    detail: 'لا شيء يغادر هذا الجهاز. ما كان سيُرسل موجود هنا، والأحدث أولًا، وروابطه تعمل.',
    none: 'لم يُرسل شيء بعد. أعد تحميل الصفحة بعد لحظات.',
    back: 'العودة إلى المتجر',
    to: 'إلى {to} · {when}',
  },
} as const

interface KeptMail {
  to: string
  subject: string
  when: string
  text: string
}

function pageOf(mails: readonly KeptMail[], language: Language, home: string): string {
  const said = words[language]
  return `<!doctype html>
<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>${said.title}</title>
<style>
  :root { color-scheme: light dark }
  body { margin: 0; font: 1rem/1.6 system-ui, sans-serif; background: light-dark(#faf6f0, #171412); color: light-dark(#211d1a, #f3ede6) }
  main { max-width: 44rem; margin: 0 auto; padding: 1.25rem }
  h1 { font-size: 1.5rem; line-height: 1.25; margin: .5rem 0 }
  a { color: light-dark(#0b5d4d, #63cdb0) }
  details { margin: .75rem 0; border: 1px solid light-dark(#ded6cb, #3a342f); border-radius: .75rem; background: light-dark(#fff, #211d1a) }
  summary { padding: .75rem 1rem; cursor: pointer }
  summary small { display: block; color: light-dark(#6a6058, #b3a89d) }
  pre { margin: 0; padding: .25rem 1rem 1rem; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere }
</style>
</head>
<body>
<main>
<p><a href="/">${said.back}</a></p>
<h1>${said.title}</h1>
<p>${mails.length === 0 ? said.none : said.detail}</p>
${mails.map((mail, place) => shown(mail, { line: said.to, isOpen: place === 0, home })).join('\n')}
</main>
</body>
</html>
`
}

function shown(
  { to, subject, when, text }: KeptMail,
  { line, isOpen, home }: { line: string; isOpen: boolean; home: string },
): string {
  const under = escapeHtml(line.replace('{when}', () => when)).replace('{to}', () => `<bdi>${escapeHtml(to)}</bdi>`)
  return `<details${isOpen ? ' open' : ''}>
<summary><strong dir="auto">${escapeHtml(subject)}</strong><small>${under}</small></summary>
<pre dir="auto">${linked(text, home)}</pre>
</details>`
}

// Only what opens a page becomes a link; a page of ours opens under the name by which this one was opened.
function linked(text: string, home: string): string {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, index) => {
      if (index % 2 === 0) return escapeHtml(part)
      // What begins with two slashes, or a backslash, would be another host's.
      const path = part.startsWith(`${home}/`) ? part.slice(home.length) : ''
      const target = /^\/(?![/\\])/.test(path) ? path : part
      return `<a href="${escapeHtml(target)}" rel="noreferrer">${escapeHtml(part)}</a>`
    })
    .join('')
}
