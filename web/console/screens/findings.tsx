import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import Eye from 'lucide-react/icons/eye'
import { useState } from 'react'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { findingsQuery } from '../data.ts'
import { Page } from '../layout/page.tsx'
import { useConsole } from '../text.ts'

/** Trouble that was seen before anyone wrote, and what became of it. */
export function Findings() {
  const { t, format } = useConsole()
  const [open, setOpen] = useState<'true' | 'false'>('true')
  const findings = useInfiniteQuery(findingsQuery(open))
  const rows = findings.data?.pages.flatMap((page) => page.data)
  return (
    <Page
      title={t('place./findings')}
      detail={t('findings.detail')}
      end={
        <span className="flex gap-1.5">
          {(['true', 'false'] as const).map((value) => (
            <Button
              key={value}
              size="small"
              look={open === value ? 'secondary' : 'quiet'}
              aria-pressed={open === value}
              onPress={() => setOpen(value)}
            >
              {t(value === 'true' ? 'findings.open' : 'findings.closed')}
            </Button>
          ))}
        </span>
      }
    >
      {findings.isError && <PageTrouble isPart error={findings.error} onRetry={() => void findings.refetch()} />}
      {findings.isPending && <SkeletonRows rows={4} height="h-16" label={t('common.loading')} />}
      {rows && (
        <Card>
          {rows.length === 0 && (
            <Notice icon={<Eye aria-hidden="true" />} title={t('findings.none')}>
              {t('findings.noneDetail')}
            </Notice>
          )}
          <ul className="divide-y divide-line">
            {rows.map((finding) => (
              <li key={finding.id} className="grid gap-1 px-4 py-3.5">
                <span className="flex flex-wrap items-center justify-between gap-2">
                  <span className="font-[560]">{finding.words}</span>
                  <Badge tone={finding.resolvedAt ? 'good' : 'warn'}>{finding.kind.replaceAll('_', ' ')}</Badge>
                </span>
                <span className="flex flex-wrap gap-x-3 text-sm text-soft">
                  <time title={format.exact(finding.foundAt)}>{format.fromNow(finding.foundAt)}</time>
                  {finding.resolution && <span>{finding.resolution}</span>}
                  {finding.kind === 'mail_put_aside' && !finding.resolvedAt && (
                    <Link to="/mail" className="link">
                      {t('place./mail')}
                    </Link>
                  )}
                  {finding.orderId && (
                    <Link to="/orders/$orderId" params={{ orderId: finding.orderId }} className="link">
                      {t('story.open')}
                    </Link>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Page>
  )
}
