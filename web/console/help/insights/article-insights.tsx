import type { HelpInsights } from '#contract/helpcenter'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { saveBytes } from '../../../kit/use-file-url.ts'
import { PageTrouble } from '../../../parts/trouble.tsx'
import { Button } from '../../../ui/button.tsx'
import { Card } from '../../../ui/card.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { Select } from '../../../ui/select.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { useLanguageName } from '../../settings/use-language-name.ts'
import { useConsole } from '../../text.ts'
import { articleInsightsQuery } from '../data.ts'
import { helpLocales } from '../locales.ts'
import { useHelp } from '../text.ts'
import { Said } from './said.tsx'
import { toCsv } from './to-csv.ts'

export type Row = HelpInsights['data'][number]

const any = '-'
const orders = ['views', 'notHelped', 'contacts'] as const
const figures = ['views', 'rate', 'contacts'] as const

/** How each article did: read, helped or not and why, and who wrote all the same; each figure with what it counts. */
export function ArticleInsights() {
  const { t } = useHelp()
  const common = useConsole()
  const languageName = useLanguageName()
  const [days, setDays] = useState({ from: '', to: '' })
  const [locale, setLocale] = useState(any)
  const [order, setOrder] = useState<(typeof orders)[number]>('views')
  const insights = useQuery({
    ...articleInsightsQuery({
      from: days.from || undefined,
      to: days.to || undefined,
      locale: locale === any ? undefined : locale,
    }),
    placeholderData: (before) => before,
  })
  const found = insights.data
  const rows = found?.data.toSorted((a, b) => b[order] - a[order])
  const save = () => {
    if (!found || !rows) return
    const header = (['title', 'views', 'helped', 'notHelped', 'rate', 'contacts', 'why'] as const).map((key) =>
      t(`figure.${key}`),
    )
    saveBytes(
      new Blob([toCsv(header, rows, (code) => t(`why.${code}` as 'why.other'))], { type: 'text/csv' }),
      `help-center-${found.from}-${found.to}.csv`,
    )
  }
  return (
    <>
      <div className="mb-5 grid grid-cols-2 items-end gap-3 lg:grid-cols-4 max-sm:[&>:nth-child(n+3)]:col-span-2">
        {(['from', 'to'] as const).map((end) => (
          <TextField
            key={end}
            type="date"
            label={t(`insights.${end}`)}
            value={days[end] || (found?.[end] ?? '')}
            onChange={(day) => setDays({ ...days, [end]: day })}
          />
        ))}
        <Select
          label={t('articles.language')}
          value={locale}
          onChange={setLocale}
          choices={[
            { id: any, label: t('articles.anyLanguage') },
            ...helpLocales.map((id) => ({ id, label: languageName(id) })),
          ]}
        />
        <Select
          label={t('insights.order')}
          value={order}
          onChange={(id) => setOrder(orders.find((one) => one === id) ?? 'views')}
          choices={orders.map((id) => ({ id, label: t(`insights.by.${id}`) }))}
        />
      </div>
      {insights.isError && <PageTrouble isPart error={insights.error} onRetry={() => void insights.refetch()} />}
      {insights.isPending && <SkeletonRows rows={4} height="h-24" label={common.t('common.loading')} />}
      {found && rows && (
        <>
          <dl className="mb-5 grid gap-3 sm:grid-cols-3">
            {figures.map((key) => (
              <Card key={key} as="div" className="p-4">
                <dt className="text-sm text-soft">{t(`figure.${key}`)}</dt>
                <dd>
                  <span className="tabular block text-2xl font-[620]">
                    <Figure row={found.total} figure={key} />
                  </span>
                  <span className="text-sm text-faint">{t(`define.${key}`)}</span>
                </dd>
              </Card>
            ))}
          </dl>
          <div className="mb-3 flex justify-end">
            <Button size="small" isDisabled={rows.length === 0} onPress={save}>
              {common.t('insights.csv')}
            </Button>
          </div>
          <Card>
            {rows.length === 0 && <Notice title={t('insights.none')} />}
            <ul className="divide-y divide-line">
              {rows.map((row) => (
                <InsightRow key={row.article.id} row={row} />
              ))}
            </ul>
          </Card>
        </>
      )}
    </>
  )
}

function InsightRow({ row }: { row: Row }) {
  const { t, has, format } = useHelp()
  const why = Object.entries(row.why).toSorted(([, a], [, b]) => b - a)
  return (
    <li className="grid gap-2 px-4 py-3.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <Link to="/help/$articleId" params={{ articleId: row.article.id }} search={{}} className="link font-[560]">
          <bdi>{row.article.title}</bdi>
        </Link>
        <dl className="tabular flex flex-wrap gap-x-6 text-sm">
          {figures.map((key) => (
            <div key={key} className="flex gap-1.5" title={t(`define.${key}`)}>
              <dt className="text-soft">{t(`figure.${key}`)}</dt>
              <dd className="font-[600]">
                <Figure row={row} figure={key} />
              </dd>
            </div>
          ))}
        </dl>
      </div>
      {why.length > 0 && (
        <p className="text-sm text-soft">
          {why
            .map(([code, count]) => {
              const key = `why.${code}`
              return t('insights.why', { why: has(key) ? t(key) : code, count: format.number(count) })
            })
            .join(' · ')}
        </p>
      )}
      {row.words > 0 && <Said article={row.article.id} count={row.words} />}
    </li>
  )
}

function Figure({ row, figure }: { row: Omit<Row, 'article' | 'words' | 'why'>; figure: (typeof figures)[number] }) {
  const { t, format } = useHelp()
  if (figure !== 'rate') return format.number(row[figure])
  const answers = row.helped + row.notHelped
  if (answers === 0) return <span className="text-faint">{t('insights.noAnswers')}</span>
  return t('insights.rate', { rate: format.number(row.helped / answers, { style: 'percent' }), answers })
}
