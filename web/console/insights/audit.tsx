import type { AuditEntry } from '#contract/insights'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Button, PlainButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useConsole } from '../text.ts'
import { AboutPicker, type AuditAbout } from './about-picker.tsx'
import { CsvButton } from './csv-button.tsx'
import { type AuditFilter, auditQuery } from './data.ts'

/** What happened and who did it. Nothing here can be changed. */
export function Audit() {
  const { t, format } = useConsole()
  const [name, setName] = useState('')
  const [about, setAbout] = useState<AuditAbout | null>(null)
  const [filter, setFilter] = useState<AuditFilter>({})
  const [isChoosing, setChoosing] = useState(false)
  const facts = useInfiniteQuery(auditQuery(filter))
  const rows = facts.data?.pages.flatMap((page) => page.data)
  const query = new URLSearchParams(Object.entries(filter).flatMap(([key, value]) => (value ? [[key, value]] : [])))
  const look = (next: AuditAbout | null) => {
    setAbout(next)
    setFilter({ ...filter, staff: next?.staff, about: next?.about })
  }
  return (
    <>
      <form
        className="mb-3 flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          setFilter({ ...filter, name: name.trim() || undefined })
        }}
      >
        <div className="grid gap-1">
          <span id="audit-about" className="text-sm font-[560]">
            {t('audit.about')}
          </span>
          <span className="flex gap-1">
            <Button aria-describedby="audit-about" onPress={() => setChoosing(true)}>
              <bdi className="max-w-60 truncate">{about?.name ?? t('audit.anything')}</bdi>
            </Button>
            {about && (
              <Button look="quiet" onPress={() => look(null)}>
                {t('common.clear')}
              </Button>
            )}
          </span>
        </div>
        <TextField label={t('audit.name')} placeholder="refund.requested" dir="ltr" value={name} onChange={setName} />
        <Button type="submit" look="primary">
          {t('audit.find')}
        </Button>
        <CsvButton path={`/api/v1/audit?${query}${query.size ? '&' : ''}format=csv`} name="audit.csv" />
      </form>
      <div className="mb-5">
        <Checkbox
          isSelected={filter.everything === 'true'}
          onChange={(is) => setFilter({ ...filter, everything: is ? 'true' : undefined })}
        >
          {t('audit.everything')}
        </Checkbox>
      </div>
      {isChoosing && (
        <AboutPicker
          onClose={() => setChoosing(false)}
          onChoose={(chosen) => {
            setChoosing(false)
            look(chosen)
          }}
        />
      )}
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
                  <By fact={fact} /> ·{' '}
                  <PlainButton
                    className="link"
                    aria-label={t('audit.allAbout', { name: fact.about.name || aboutOf(fact) })}
                    onPress={() => {
                      const chosen = { about: aboutOf(fact), name: fact.about.name || aboutOf(fact) }
                      setName('')
                      setAbout(chosen)
                      setFilter({ about: chosen.about, everything: filter.everything })
                    }}
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

/** Who did it. What the program did by itself says so, and which part of it. */
function By({ fact: { by } }: { fact: AuditEntry }) {
  const { t } = useConsole()
  const [kind, part] = by.key.split(':')
  const own = by.name || (kind === 'key' && t('audit.key')) || (kind === 'anonymous' && t('audit.nobody'))
  if (kind !== 'system') return <bdi>{own || (kind === 'visitor' ? t('author.visitor') : by.key)}</bdi>
  return (
    <>
      {t('audit.program')} <bdi className="font-mono text-xs">{part}</bdi>
    </>
  )
}

const aboutOf = ({ about }: AuditEntry) => `${about.kind}:${about.id}`
