import type { PolicyKeyView } from '#contract/policy'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { policyQuery, policyVersionsQuery } from '../data.ts'
import { Page } from '../layout/page.tsx'
import { Section } from '../story/section.tsx'
import { useConsole } from '../text.ts'

/** The rules in force, each as a sentence: its default, where it comes from, who changed it. */
export function Policy() {
  const { t, has, format } = useConsole()
  const policy = useQuery(policyQuery)
  const [q, setQ] = useState('')
  const wanted = q.trim().toLowerCase()
  const keys =
    policy.data?.keys.filter(
      (key) => !wanted || `${key.key} ${key.sentence} ${key.reason}`.toLowerCase().includes(wanted),
    ) ?? []
  const sections = Map.groupBy(keys, (key) => key.section)
  const version = policy.data?.version
  const titleOf = (section: string) =>
    has(`policySection.${section}`) ? t(`policySection.${section}` as 'policySection.cancel') : section
  return (
    <Page
      title={t('place./policy')}
      detail={
        policy.data &&
        (version
          ? t('policy.version', {
              number: version.number,
              day: format.shortDate(version.activeFrom ?? version.createdAt),
              by: version.createdBy,
            })
          : t('policy.asShipped'))
      }
    >
      <SearchField
        clearLabel={t('common.clear')}
        label={t('policy.search')}
        value={q}
        onChange={setQ}
        className="mb-5"
      />
      {policy.isError && <PageTrouble isPart error={policy.error} onRetry={() => void policy.refetch()} />}
      {policy.isPending && <SkeletonRows rows={5} height="h-24" label={t('common.loading')} />}
      <div className="grid gap-4">
        {[...sections].map(([section, rows]) => (
          <Section key={section} title={titleOf(section)} count={rows.length}>
            <ul className="divide-y divide-line">
              {rows.map((key) => (
                <Rule key={key.key} rule={key} />
              ))}
            </ul>
          </Section>
        ))}
        {policy.data && keys.length === 0 && <Card className="p-6 text-center text-soft">{t('policy.noMatch')}</Card>}
        {!wanted && <Versions />}
      </div>
    </Page>
  )
}

function Rule({ rule }: { rule: PolicyKeyView }) {
  const { t, format } = useConsole()
  return (
    <li className="grid gap-1.5 px-4 py-3.5">
      <p className="text-[0.9375rem] font-[520]">{rule.sentence}</p>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-soft">
        <code className="font-mono text-xs">{rule.key}</code>
        <Badge tone={rule.isDefault ? 'neutral' : 'note'}>
          {t(rule.isDefault ? 'policy.default' : 'policy.changed')}
        </Badge>
        {rule.assumption && <Badge tone="warn">{t('policy.assumption')}</Badge>}
        {rule.changed && (
          <span>
            {t('policy.changedBy', {
              by: rule.changed.by,
              when: format.shortDate(rule.changed.at),
              number: rule.changed.version,
            })}
          </span>
        )}
      </p>
      <details className="text-sm text-soft">
        <summary className="link cursor-pointer">{t('policy.why')}</summary>
        <p className="mt-1">{rule.reason}</p>
        {rule.sources.length > 0 && <p>{t('policy.sources', { sources: rule.sources.join(', ') })}</p>}
        {!rule.isDefault && (
          <p>
            {t('policy.defaultValue', {
              value: typeof rule.default === 'object' ? JSON.stringify(rule.default) : String(rule.default),
            })}
          </p>
        )}
      </details>
    </li>
  )
}

function Versions() {
  const { t, format } = useConsole()
  const versions = useQuery(policyVersionsQuery)
  if (!versions.data || versions.data.data.length === 0) return null
  return (
    <Section title={t('policy.versions')} count={versions.data.data.length}>
      <ul className="divide-y divide-line">
        {versions.data.data.map((version) => (
          <li key={version.id} className="flex flex-wrap items-baseline justify-between gap-x-4 px-4 py-3 text-sm">
            <span>
              <span className="font-[580]">{t('policy.number', { number: version.number })}</span> {version.note}
            </span>
            <span className="text-soft">
              {version.createdBy} · {format.shortDate(version.createdAt)}
              {!version.activeFrom && <Badge className="ms-2">{t('policy.draft')}</Badge>}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
