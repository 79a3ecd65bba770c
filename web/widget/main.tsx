import './app.css'
import { createRoot } from 'react-dom/client'
import { now } from '../kit/clock.ts'
import { announceLocale, I18nProvider } from '../kit/i18n/i18n.tsx'
import { type Locale, locales, preferredLocale } from '../kit/i18n/locales.ts'
import type { Messages } from '../kit/i18n/messages.ts'
import { neverByCookie } from '../kit/realm.ts'
import { loadChatText } from '../parts/chat/text.ts'
import { App } from './app.tsx'
import { type Hello, openHost } from './host.ts'
import { openSession } from './session.ts'

const catalogs: Record<Locale, () => Promise<{ default: Messages }>> = {
  en: () => import('./messages/en.json'),
  de: () => import('./messages/de.json'),
  ar: () => import('./messages/ar.json'),
}

neverByCookie()
const widgetId = decodeURIComponent(location.pathname.split('/').at(-1) ?? '')
const allowed = document.querySelector<HTMLMetaElement>('meta[name=makeright-origins]')?.content.split(' ') ?? []
const host = openHost([...allowed, location.origin])
const session = openSession(widgetId, host)
let begun: Promise<void> | undefined

host.onHello((hello) => {
  begun ??= begin(hello)
  void begun.then(() => session.hear(hello))
})

/** In the language of the page around us, where it is one of ours. */
async function begin({ language }: Hello): Promise<void> {
  const wanted = language.slice(0, 2)
  const locale = wanted in locales ? (wanted as Locale) : preferredLocale()
  announceLocale(locale)
  const [messages] = await Promise.all([catalogs[locale](), loadChatText(locale)])
  createRoot(document.getElementById('app') as HTMLElement).render(
    <I18nProvider locale={locale} messages={messages.default} now={now}>
      <App host={host} session={session.store} />
    </I18nProvider>,
  )
}
