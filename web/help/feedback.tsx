import ThumbsDown from 'lucide-react/icons/thumbs-down'
import ThumbsUp from 'lucide-react/icons/thumbs-up'
import type { HelpPage } from '#contract/helpcenter'
import { buttonClass } from '../ui/button-looks.ts'
import { contactHref } from './links.ts'
import { useText } from './text.tsx'

const reasons = ['not_clear', 'not_complete', 'not_true', 'not_my_question', 'dislike_rule', 'other'] as const

/** “Did this help?”: two plain forms, which the script sends without leaving the page. */
export function Feedback({ article, search }: { article: HelpPage; search: string | null }) {
  const { t, lang, dir } = useText()
  const action = `/help/${article.locale}/articles/${article.slug}/feedback`
  const form = { action, method: 'post', 'data-feedback': '' } as const
  return (
    <section
      lang={lang}
      dir={dir}
      aria-labelledby="feedback"
      data-feedback-place=""
      className="no-print rounded-xl border border-line bg-surface px-5 py-4.5 shadow-card"
    >
      <h2 id="feedback" className="text-lg">
        {t('feedback.title')}
      </h2>
      <div className="mt-3 flex flex-wrap items-start gap-2" data-feedback-forms="">
        <form {...form}>
          <Hidden name="search" value={search} />
          <button type="submit" name="helped" value="yes" className={buttonClass()}>
            <ThumbsUp className="size-4.5" aria-hidden="true" />
            {t('feedback.yes')}
          </button>
        </form>
        <details className="min-w-0 open:basis-full">
          <summary className={buttonClass()}>
            <ThumbsDown className="size-4.5" aria-hidden="true" />
            {t('feedback.no')}
          </summary>
          <form {...form} className="mt-4 grid gap-4">
            <Hidden name="search" value={search} />
            <Hidden name="helped" value="no" />
            <fieldset className="grid gap-0.5">
              <legend className="mb-1 font-[560]">{t('feedback.why')}</legend>
              {reasons.map((reason) => (
                <label key={reason} className="flex min-h-11 items-center gap-3">
                  <input type="radio" name="why" value={reason} className="size-5 shrink-0" />
                  {t(`feedback.why.${reason}`)}
                </label>
              ))}
            </fieldset>
            <div className="grid gap-1">
              <label htmlFor="feedback-words" className="font-[560]">
                {t('feedback.words')}
              </label>
              <p id="feedback-hint" className="text-sm text-soft">
                {t('feedback.wordsHint')}
              </p>
              <textarea
                id="feedback-words"
                name="words"
                rows={3}
                maxLength={1000}
                aria-describedby="feedback-hint"
                className="w-full rounded-md border border-edge bg-surface px-3 py-2 text-base text-ink"
              />
            </div>
            <button type="submit" className={`${buttonClass({ look: 'primary' })} justify-self-start`}>
              {t('feedback.send')}
            </button>
          </form>
        </details>
      </div>
      <div role="status">
        <p hidden data-thanks="yes" className="mt-3 font-[560]">
          {t('feedback.thanksYes')}
        </p>
        <p hidden data-thanks="no" className="mt-3">
          <strong className="font-[560]">{t('feedback.thanksNo')}</strong>{' '}
          <a href={contactHref({ article: article.article, search })} className="link">
            {t('feedback.thanksDetail')}
          </a>
        </p>
        <p hidden data-thanks="failed" className="mt-3 text-bad">
          {t('feedback.failed')}
        </p>
      </div>
    </section>
  )
}

function Hidden({ name, value }: { name: string; value: string | null }) {
  return value === null ? null : <input type="hidden" name={name} value={value} />
}
