import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { PageTrouble } from '../../../parts/trouble.tsx'
import { Card } from '../../../ui/card.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { useConsole } from '../../text.ts'
import { previewQuery } from './data.ts'

const widths = { phone: 390, wide: 640 } as const

/** One of them as it reaches people, by the way, the width and the light that are chosen. */
export function Preview({ name, language }: { name: string; language: string }) {
  const { t } = useConsole()
  const [way, setWay] = useState<'email' | 'text' | 'app' | 'push' | 'sms'>('email')
  const [scheme, setScheme] = useState<'light' | 'dark'>('light')
  const [width, setWidth] = useState<keyof typeof widths>('wide')
  const preview = useQuery({ ...previewQuery(name, language, scheme), placeholderData: keepPreviousData })
  if (preview.isError) return <PageTrouble isPart error={preview.error} onRetry={() => void preview.refetch()} />
  if (!preview.data) return <Skeleton className="h-96 rounded-xl" />
  const { subject, html, text, app, push, sms } = preview.data
  const ways = [
    'email' as const,
    'text' as const,
    ...(app ? ['app' as const] : []),
    ...(push ? ['push' as const] : []),
    ...(sms ? ['sms' as const] : []),
  ]
  const shown = ways.includes(way) ? way : 'email'
  const short = shown === 'app' ? app : push
  return (
    <section aria-label={t('tell.preview')} className="grid min-w-0 gap-3">
      <div className="flex flex-wrap gap-x-4 gap-y-2">
        <Options
          label={t('tell.way')}
          options={ways}
          value={shown}
          onChange={setWay}
          wordsOf={(each) => t(`tell.by.${each}`)}
        />
        {shown === 'email' && (
          <>
            <Options
              label={t('tell.scheme')}
              options={['light', 'dark']}
              value={scheme}
              onChange={setScheme}
              wordsOf={(each) => t(`tell.${each}`)}
            />
            <Options
              label={t('tell.width')}
              options={['phone', 'wide']}
              value={width}
              onChange={setWidth}
              wordsOf={(each) => t(`tell.${each}`)}
            />
          </>
        )}
      </div>
      <Card className="min-w-0 overflow-hidden">
        {(shown === 'email' || shown === 'text') && (
          <p className="border-b border-line px-4 py-3">
            <span className="text-sm text-soft">{t('tell.subject')} </span>
            <bdi lang={language} className="font-[560]">
              {subject}
            </bdi>
          </p>
        )}
        {shown === 'email' && (
          <div className="bg-sunken p-3">
            <iframe
              title={t('tell.preview')}
              srcDoc={html}
              // What people typed is text in it; nothing in it may run, or lead away from here.
              sandbox=""
              style={{ width: widths[width], height: 760 }}
              className="mx-auto block max-w-full rounded-lg border border-line bg-white"
            />
          </div>
        )}
        {shown === 'text' && (
          <pre lang={language} dir="auto" className="overflow-x-auto px-4 py-4 font-mono text-sm whitespace-pre-wrap">
            {text}
          </pre>
        )}
        {(shown === 'app' || shown === 'push') && short && (
          <div
            lang={language}
            dir="auto"
            className="m-4 max-w-md rounded-lg border border-line bg-raised px-4 py-3 shadow-card"
          >
            <p className="font-[620]">{short.title}</p>
            <p className="text-soft">{short.words}</p>
          </div>
        )}
        {shown === 'sms' && (
          <p
            lang={language}
            dir="auto"
            className="m-4 max-w-md rounded-2xl bg-accent-wash px-4 py-3 [overflow-wrap:anywhere] text-accent-ink"
          >
            {sms}
          </p>
        )}
      </Card>
    </section>
  )
}

function Options<T extends string>({
  label,
  options,
  value,
  onChange,
  wordsOf,
}: {
  label: string
  options: readonly T[]
  value: T
  onChange: (value: T) => void
  wordsOf: (option: T) => string
}) {
  return (
    <div
      role="group"
      aria-label={label}
      className="inline-flex flex-wrap rounded-lg border border-line bg-sunken p-0.5"
    >
      {options.map((option) => (
        <button
          key={option}
          type="button"
          aria-pressed={option === value}
          onClick={() => onChange(option)}
          className="min-h-9 rounded-md px-3 text-sm text-soft hover:text-ink aria-pressed:bg-surface aria-pressed:font-[580] aria-pressed:text-ink aria-pressed:shadow-card pointer-coarse:min-h-11"
        >
          {wordsOf(option)}
        </button>
      ))}
    </div>
  )
}
