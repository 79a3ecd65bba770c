import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { call } from '../../kit/call.ts'
import { chooseLocale, type Locale, locales } from '../../kit/i18n/locales.ts'
import { type Theme, useTheme } from '../../kit/theme.ts'
import { meQuery, storeQuery } from '../data.ts'
import { useShopper } from '../text.ts'

/** A way to a person, and how the page looks and speaks. */
export function Footer() {
  const { t, locale } = useShopper()
  const store = useQuery(storeQuery).data
  const me = useQuery(meQuery).data
  const [theme, setTheme] = useTheme()
  // Until the page starts anew in it; of several choices the last one counts.
  const [chosen, setChosen] = useState<Locale | null>(null)
  const telling = useRef<AbortController | null>(null)
  const speak = async (wanted: Locale) => {
    telling.current?.abort()
    const mine = new AbortController()
    telling.current = mine
    setChosen(wanted)
    // Mails speak the language that was chosen here.
    if (me && !me.orderId && !(chosen ?? me.locale)?.startsWith(wanted)) {
      const patience = setTimeout(() => mine.abort(), 3_000)
      // The page changes its language even where the account cannot be reached, or does not take it.
      await call('PUT /me', { locale: wanted }, { signal: mine.signal }).catch(() => 0)
      clearTimeout(patience)
    }
    if (telling.current === mine) chooseLocale(wanted)
  }
  return (
    <footer className="border-t border-line">
      <div className="mx-auto flex max-w-5xl flex-wrap items-center justify-between gap-x-8 gap-y-4 px-4 py-6 text-sm text-soft sm:px-6">
        <div className="grid gap-1">
          {store && (
            <p>
              <bdi>{store.name}</bdi>
              {' · '}
              <a className="link" href={`mailto:${store.supportEmail}`}>
                {store.supportEmail}
              </a>
            </p>
          )}
          <p>
            <Link to="/withdraw" className="link inline-flex min-h-11 items-center sm:min-h-0">
              {t('withdraw.link')}
            </Link>
          </p>
        </div>
        <div className="flex flex-wrap gap-3">
          <Choice
            label={t('shell.language')}
            value={chosen ?? locale}
            onChange={(value) => void speak(value as Locale)}
            choices={Object.entries(locales).map(([id, { label }]) => [id, label])}
          />
          <Choice
            label={t('shell.theme')}
            value={theme}
            onChange={(value) => setTheme(value as Theme)}
            choices={[
              ['system', t('shell.theme.system')],
              ['light', t('shell.theme.light')],
              ['dark', t('shell.theme.dark')],
            ]}
          />
        </div>
      </div>
    </footer>
  )
}

/** The browser's own select: it costs no script on the first load. */
function Choice({
  label,
  value,
  onChange,
  choices,
}: {
  label: string
  value: string
  onChange: (value: string) => void
  choices: [string, string][]
}) {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className="min-h-11 rounded-md border border-line bg-surface px-3 text-ink hover:border-edge"
    >
      {choices.map(([id, words]) => (
        <option key={id} value={id}>
          {words}
        </option>
      ))}
    </select>
  )
}
