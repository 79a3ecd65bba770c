import './app.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { now } from '../kit/clock.ts'
import { announceLocale, I18nProvider } from '../kit/i18n/i18n.tsx'
import { type Locale, preferredLocale } from '../kit/i18n/locales.ts'
import type { Messages } from '../kit/i18n/messages.ts'
import { newQueryClient } from '../kit/query.ts'
import { ToastProvider } from '../ui/toasts.tsx'
import { meQuery, storeQuery } from './data.ts'
import { keepTexts } from './joined-texts.ts'
import { newRouter } from './router.tsx'
import { keepTyped } from './security/typed-before.ts'

const catalogs: Record<Locale, () => Promise<{ default: Messages }[]>> = {
  en: () => Promise.all([import('../parts/messages/en.json'), import('./messages/en.json')]),
  de: () =>
    Promise.all([
      import('../parts/messages/de.json'),
      import('../parts/reasons/messages/de.json'),
      import('./messages/de.json'),
      import('./reasons/messages/de.json'),
    ]),
  ar: () =>
    Promise.all([
      import('../parts/messages/ar.json'),
      import('../parts/reasons/messages/ar.json'),
      import('./messages/ar.json'),
      import('./reasons/messages/ar.json'),
    ]),
}

async function start() {
  const locale = preferredLocale()
  announceLocale(locale)
  const queries = newQueryClient(() => {
    queries.setQueryData(meQuery.queryKey, null)
    void router.invalidate()
  })
  const router = newRouter(queries)
  const [messages, store, me] = await Promise.all([
    catalogs[locale](),
    queries.fetchQuery(storeQuery).catch(() => null),
    queries.fetchQuery(meQuery).catch(() => null),
  ])
  const texts = keepTexts(Object.assign({}, ...messages.map((catalog) => catalog.default)))
  // A form that the server drew stays to be typed into until the screen that takes its place is there.
  if (document.querySelector('#app form[method=post]')) await router.load().catch(() => undefined)
  keepTyped()
  createRoot(document.getElementById('app') as HTMLElement).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <I18nProvider locale={locale} messages={texts} timeZone={me?.timeZone ?? store?.timeZone} now={now}>
          <ToastProvider>
            <RouterProvider router={router} />
          </ToastProvider>
        </I18nProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
}

void start()
