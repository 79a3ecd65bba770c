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
import { sellerMeQuery, storeQuery } from './data.ts'
import { newRouter } from './router.tsx'

const catalogs: Record<Locale, () => Promise<{ default: Messages }[]>> = {
  en: () => Promise.all([import('../parts/messages/en.json'), import('./messages/en.json')]),
  de: () =>
    Promise.all([
      import('../parts/messages/de.json'),
      import('../parts/reasons/messages/de.json'),
      import('./messages/de.json'),
    ]),
  ar: () =>
    Promise.all([
      import('../parts/messages/ar.json'),
      import('../parts/reasons/messages/ar.json'),
      import('./messages/ar.json'),
    ]),
}

async function start() {
  const locale = preferredLocale()
  announceLocale(locale)
  const queries = newQueryClient(() => {
    queries.setQueryData(sellerMeQuery.queryKey, null)
    void router.invalidate()
  })
  const router = newRouter(queries)
  const [messages, store] = await Promise.all([
    catalogs[locale](),
    queries.fetchQuery(storeQuery).catch(() => null),
    queries.fetchQuery(sellerMeQuery).catch(() => null),
  ])
  createRoot(document.getElementById('app') as HTMLElement).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <I18nProvider
          locale={locale}
          messages={Object.assign({}, ...messages.map((catalog) => catalog.default))}
          timeZone={store?.timeZone}
          now={now}
        >
          <ToastProvider>
            <RouterProvider router={router} />
          </ToastProvider>
        </I18nProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
}

void start()
