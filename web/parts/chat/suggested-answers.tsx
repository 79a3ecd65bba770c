import BookOpen from 'lucide-react/icons/book-open'
import { useEffect, useState } from 'react'
import { call, type Output } from '../../kit/call.ts'
import { useChatText } from './text.ts'

type Suggestions = Output<'GET /help/suggestions'>['data']

const pauseMs = 500
// Two words say hardly anything.
const fewestCharacters = 8
const most = 3

/**
 * Answers that may be there already, found while somebody writes their first message. They open in a tab of their own, so that what was
 * written stays, and stand below the way to send it: never in the way.
 */
export function SuggestedAnswers({ text }: { text: string }) {
  const { t, locale } = useChatText()
  const [answers, setAnswers] = useState<Suggestions>([])
  const query = text.trim().slice(0, 300)
  const isLong = query.length >= fewestCharacters
  const found = isLong ? answers : []
  useEffect(() => {
    if (!isLong) return
    const asked = new AbortController()
    const timer = setTimeout(() => {
      call('GET /help/suggestions', { q: query, locale }, { signal: asked.signal })
        .then(({ data }) => setAnswers(data.slice(0, most)))
        // Nothing to suggest is no trouble for whoever writes to us.
        .catch(() => undefined)
    }, pauseMs)
    return () => {
      clearTimeout(timer)
      asked.abort()
    }
  }, [query, isLong, locale])
  return (
    <section aria-label={t('start.answers')} className={found.length > 0 ? 'grid gap-1.5' : 'hidden'}>
      <p aria-live="polite" className="text-sm font-[560] text-soft">
        {found.length > 0 && t('start.answers')}
      </p>
      <ul className="grid divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
        {found.map((answer) => (
          <li key={`${answer.locale} ${answer.slug}`}>
            <a
              href={`/help/${answer.locale}/articles/${answer.slug}`}
              target="_blank"
              rel="noopener"
              lang={answer.locale === locale ? undefined : answer.locale}
              className="flex min-h-11 items-center gap-2.5 px-3.5 py-2 text-[0.9375rem] text-accent-ink hover:bg-canvas focus-visible:-outline-offset-3"
            >
              <BookOpen className="size-4.5 shrink-0" aria-hidden="true" />
              <span className="min-w-0">{answer.title}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
