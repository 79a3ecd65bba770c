import type { Import } from '#contract/connections'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FileTrigger } from 'react-aria-components/FileTrigger'
import { CallError } from '../../kit/call.ts'
import { upload } from '../../kit/upload.ts'
import { ActionTrouble, PageTrouble } from '../../parts/trouble.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Select } from '../../ui/select.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TriggerButton } from '../../ui/trigger-button.tsx'
import { importsQuery } from '../data.ts'
import { Page } from '../layout/page.tsx'
import { useConsole } from '../text.ts'

const kinds = [
  'customers',
  'products',
  'sellers',
  'places',
  'orders',
  'shipments',
  'scans',
  'refunds',
  'returns',
  'disputes',
] as const

/** Bring data in from a file: good rows are kept, every bad row is shown with its line and reason. */
export function Imports() {
  const { t } = useConsole()
  const imports = useInfiniteQuery(importsQuery)
  const rows = imports.data?.pages.flatMap((page) => page.data)
  return (
    <Page title={t('place./imports')} detail={t('imports.detail')}>
      <NewImport />
      {imports.isError && <PageTrouble isPart error={imports.error} onRetry={() => void imports.refetch()} />}
      {imports.isPending && <SkeletonRows rows={3} height="h-20" label={t('common.loading')} />}
      {rows && (
        <Card>
          {rows.length === 0 && <Notice title={t('imports.none')}>{t('imports.noneDetail')}</Notice>}
          <ul className="divide-y divide-line">
            {rows.map((one) => (
              <li key={one.id} className="px-4 py-3.5">
                <ImportRow one={one} />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Page>
  )
}

function NewImport() {
  const { t, format } = useConsole()
  const queries = useQueryClient()
  const [kind, setKind] = useState<string>('orders')
  const [progress, setProgress] = useState<{ name: string; share: number; cancel: AbortController } | null>(null)
  const [error, setError] = useState<CallError | null>(null)
  const send = async (file: File) => {
    const cancel = new AbortController()
    setError(null)
    setProgress({ name: file.name, share: 0, cancel })
    try {
      await upload(`/imports?kind=${kind}`, file, {
        signal: cancel.signal,
        onProgress: (share) => setProgress({ name: file.name, share, cancel }),
      })
    } catch (caught) {
      if (caught instanceof CallError) setError(caught)
    }
    setProgress(null)
    await queries.invalidateQueries({ queryKey: ['imports'] })
  }
  return (
    <Card className="mb-5 grid gap-4 p-4">
      <div className="flex flex-wrap items-end gap-3">
        <Select
          label={t('imports.kind')}
          className="min-w-52"
          value={kind}
          onChange={setKind}
          choices={kinds.map((id) => ({ id, label: t(`importKind.${id}`) }))}
        />
        <FileTrigger
          acceptedFileTypes={['.ndjson', '.jsonl', '.json', '.csv']}
          onSelect={(files) => files?.[0] && void send(files[0])}
        >
          <TriggerButton look="primary" isDisabled={progress !== null} className="min-h-12">
            {t('imports.choose')}
          </TriggerButton>
        </FileTrigger>
      </div>
      {progress && (
        <div role="status" className="flex flex-wrap items-center gap-3 text-sm">
          <progress value={progress.share} max={1} aria-label={progress.name} className="h-2 flex-1" />
          <span className="tabular">{format.number(progress.share, { style: 'percent' })}</span>
          <Button size="small" onPress={() => progress.cancel.abort()}>
            {t('common.cancel')}
          </Button>
        </div>
      )}
      <ActionTrouble error={error} />
    </Card>
  )
}

function ImportRow({ one }: { one: Import }) {
  const { t, format } = useConsole()
  const { counts } = one
  return (
    <div className="grid gap-2 text-sm">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="flex flex-wrap items-center gap-2 text-[0.9375rem] font-[580]">
          {t(`importKind.${one.kind}`)}
          <Badge
            tone={one.state === 'failed' ? 'bad' : one.state === 'running' ? 'note' : counts.bad > 0 ? 'warn' : 'good'}
          >
            {t(`importState.${one.state}`)}
          </Badge>
        </span>
        <span className="text-soft">
          {one.source} · <time title={format.exact(one.startedAt)}>{format.moment(one.startedAt)}</time>
        </span>
      </div>
      <p className="tabular text-soft">
        {t('imports.counts', {
          read: counts.read,
          created: counts.created,
          updated: counts.updated,
          unchanged: counts.unchanged,
          bad: counts.bad,
        })}
      </p>
      {one.failure && <p className="text-bad">{one.failure}</p>}
      {one.bad.length > 0 && (
        <details>
          <summary className="link min-h-8 cursor-pointer">{t('imports.bad', { count: counts.bad })}</summary>
          <ul className="mt-2 grid max-h-80 gap-1.5 overflow-y-auto">
            {one.bad.map((row) => (
              <li
                key={`${row.line} ${row.param}`}
                className="grid grid-cols-[5rem_minmax(0,1fr)] gap-2 border-t border-line pt-1.5"
              >
                <span className="tabular text-soft">{t('imports.line', { line: row.line })}</span>
                <span>
                  {row.param && <code className="font-mono text-xs">{row.param}</code>} {row.message}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
