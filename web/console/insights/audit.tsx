import type { AuditEntry } from '#contract/insights'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Button, PlainButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useConsole } from '../text.ts'
import { CsvButton } from './csv-button.tsx'
import { type AuditFilter, auditQuery } from './data.ts'

/** What happened and who did it. Nothing here can be changed. */
export function Audit() {
  const { t, format } = useConsole()
  const [fields, setFields] = useState({ name: '', about: '' })
  const [filter, setFilter] = useState<AuditFilter>({})
  const facts = useInfiniteQuery(auditQuery(filter))
  const rows = facts.data?.pages.flatMap((page) => page.data)
  const query = new URLSearchParams(Object.entries(filter).flatMap(([key, value]) => (value ? [[key, value]] : [])))
  const find = (wanted: typeof fields) => {
    setFields(wanted)
    setFilter({ name: wanted.name.trim() || undefined, about: wanted.about.trim() || undefined })
  }
  return (
    <>
      <form
        className="mb-5 flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          find(fields)
        }}
      >
        <TextField
          label={t('audit.name')}
          placeholder="refund.requested"
          dir="ltr"
          value={fields.name}
          onChange={(name) => setFields({ ...fields, name })}
        />
        <TextField
          label={t('audit.about')}
          placeholder="order:ord_…"
          dir="ltr"
          value={fields.about}
          onChange={(about) => setFields({ ...fields, about })}
        />
        <Button type="submit" look="primary">
          {t('audit.find')}
        </Button>
        <CsvButton path={`/api/v1/audit?${query}${query.size ? '&' : ''}format=csv`} name="audit.csv" />
      </form>
      {facts.isError && <PageTrouble isPart error={facts.error} onRetry={() => void facts.refetch()} />}
      {facts.isPending && <SkeletonRows rows={6} height="h-12" label={t('common.loading')} />}
      {rows && (
        <Card>
          {rows.length === 0 && <p className="px-5 py-6 text-soft">{t('insights.nothing')}</p>}
          <ul className="divide-y divide-line">
            {rows.map((fact) => (
              <li key={fact.id} className="grid grid-cols-[minmax(0,1fr)] gap-1 px-5 py-3 wrap-anywhere">
                <p className="flex flex-wrap items-baseline justify-between gap-x-4">
                  <bdi className="font-mono text-sm">{fact.name}</bdi>
                  <time className="text-sm text-soft">{format.exact(fact.at)}</time>
                </p>
                <p className="text-sm text-soft">
                  <bdi>{fact.by.name || fact.by.key}</bdi> ·{' '}
                  <PlainButton
                    className="link"
                    aria-label={t('audit.allAbout', { name: fact.about.name || aboutOf(fact) })}
                    onPress={() => find({ name: '', about: aboutOf(fact) })}
                  >
                    <bdi>{fact.about.name || aboutOf(fact)}</bdi>
                  </PlainButton>
                </p>
                <Disclosure title={t('audit.values')}>
                  <pre className="overflow-x-auto rounded-md bg-sunken p-3 text-xs" dir="ltr">
                    {JSON.stringify(fact.values, null, 2)}
                  </pre>
                </Disclosure>
              </li>
            ))}
          </ul>
          {facts.hasNextPage && (
            <div className="border-t border-line p-4">
              <Button isPending={facts.isFetchingNextPage} onPress={() => void facts.fetchNextPage()}>
                {t('audit.more')}
              </Button>
            </div>
          )}
        </Card>
      )}
    </>
  )
}

const aboutOf = ({ about }: AuditEntry) => `${about.kind}:${about.id}`
