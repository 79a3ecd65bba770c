import MessageCircle from 'lucide-react/icons/message-circle'
import { buttonClass } from '../ui/button-looks.ts'
import { contactHref } from './links.ts'
import { useText } from './text.tsx'

/** A person is one tap away on every page, and knows what was read and searched. */
export function Person({ article, search }: { article?: string; search?: string | null }) {
  const { t, lang, dir } = useText()
  return (
    <section
      lang={lang}
      dir={dir}
      aria-labelledby="person"
      className="no-print flex flex-wrap items-center justify-between gap-4 rounded-xl border border-accent-line bg-accent-wash px-5 py-4.5"
    >
      <div className="flex min-w-0 flex-1 basis-64 items-start gap-3">
        <MessageCircle className="mt-0.5 size-5 shrink-0 text-accent-ink" aria-hidden="true" />
        <div>
          <h2 id="person" className="text-base">
            {t('person.title')}
          </h2>
          <p className="text-[0.9375rem] text-soft">{t('person.detail')}</p>
        </div>
      </div>
      <a href={contactHref({ article, search })} className={buttonClass()}>
        {t('person.open')}
      </a>
    </section>
  )
}
