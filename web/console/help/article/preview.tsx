import { useQuery } from '@tanstack/react-query'
import Monitor from 'lucide-react/icons/monitor'
import Smartphone from 'lucide-react/icons/smartphone'
import { useDeferredValue, useEffect, useState } from 'react'
import { call, type Input } from '../../../kit/call.ts'
import { PageTrouble } from '../../../parts/trouble.tsx'
import { Card } from '../../../ui/card.tsx'
import { classes } from '../../../ui/classes.ts'
import { KeyButton } from '../../layout/key-button.tsx'
import { directionOf } from '../direction-of.ts'
import { useHelp } from '../text.ts'
import '../../../help/document.css'
import type { DraftFields } from './draft-fields.ts'

const widths = { phone: Smartphone, desktop: Monitor } as const

/** How a shopper reads it, on a phone or on a screen, a moment after it was typed. */
export function Preview({ fields, locale }: { fields: DraftFields; locale: string }) {
  const { t } = useHelp()
  const [width, setWidth] = useState<keyof typeof widths>('desktop')
  return (
    <Card aria-label={t('preview.title')} className="overflow-hidden">
      <div className="flex items-center justify-between gap-2 border-b border-line px-4 py-1.5">
        <h2 className="text-base">{t('preview.title')}</h2>
        <span className="flex gap-1" role="group" aria-label={t('preview.width')}>
          {(Object.keys(widths) as (keyof typeof widths)[]).map((one) => {
            const Icon = widths[one]
            return (
              <KeyButton
                key={one}
                label={t(`preview.${one}`)}
                icon={<Icon className="size-4.5" aria-hidden="true" />}
                isPressed={one === width}
                className="aria-pressed:bg-accent-wash aria-pressed:text-accent-ink"
                onPress={() => setWidth(one)}
              />
            )
          })}
        </span>
      </div>
      <div className="bg-canvas p-3 sm:p-4">
        <div
          className={classes(
            'mx-auto rounded-lg bg-surface p-4',
            width === 'phone' ? 'max-w-[390px] border border-edge' : 'max-w-2xl sm:p-6',
          )}
        >
          <Reading fields={fields} locale={locale} />
        </div>
      </div>
    </Card>
  )
}

/** Title, summary and words as the server writes them for shoppers. */
export function Reading({ fields, locale }: { fields: DraftFields; locale: string }) {
  const { t } = useHelp()
  const doc = useSettled(useDeferredValue(fields.doc), 350)
  const shown = useQuery({
    queryKey: ['help', 'preview', locale, doc],
    queryFn: ({ signal }) =>
      call(
        'POST /help-articles/preview',
        { locale, doc: doc as Input<'POST /help-articles/preview'>['doc'] },
        { signal },
      ),
    placeholderData: (before) => before,
    staleTime: 60_000,
    meta: { isPreview: true },
  })
  return (
    <article lang={locale} dir={directionOf(locale)} className="min-w-0">
      <p className="text-2xl leading-tight font-[620]">{fields.title || t('article.untitled')}</p>
      {fields.summary && <p className="mt-2 text-lg text-soft">{fields.summary}</p>}
      {shown.isError && <PageTrouble isPart error={shown.error} onRetry={() => void shown.refetch()} />}
      {shown.data && (
        // Escaped by the server, which writes no tag that is not its own.
        <div className="document mt-4" dangerouslySetInnerHTML={{ __html: shown.data.html }} />
      )}
    </article>
  )
}

function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return settled
}
