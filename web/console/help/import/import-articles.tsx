import type { HelpImport } from '#contract/helpcenter'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { CallError } from '../../../kit/call.ts'
import { upload } from '../../../kit/upload.ts'
import { ActionTrouble, PageTrouble } from '../../../parts/trouble.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { Card } from '../../../ui/card.tsx'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { Select } from '../../../ui/select.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { useConsole } from '../../text.ts'
import { helpImportsQuery } from '../data.ts'
import { useMayArrange } from '../may.ts'
import { useHelp } from '../text.ts'
import { endingsOf, type FileSource, readFiles } from './read-files.ts'

const sources = ['markdown', 'zendesk', 'intercom'] as const satisfies FileSource[]

/** Articles from elsewhere: files or a whole folder, what became of each, and what could not be taken in. */
export function ImportArticles() {
  const { t } = useHelp()
  const common = useConsole()
  const imports = useInfiniteQuery(helpImportsQuery)
  const rows = imports.data?.pages.flatMap((page) => page.data)
  const may = useMayArrange()
  return (
    <>
      {may && <NewImport />}
      {imports.isError && <PageTrouble isPart error={imports.error} onRetry={() => void imports.refetch()} />}
      {imports.isPending && <SkeletonRows rows={2} height="h-20" label={common.t('common.loading')} />}
      {rows && (
        <Card>
          {rows.length === 0 && <Notice title={t('import.none')}>{t('import.noneDetail')}</Notice>}
          <ul className="divide-y divide-line">
            {rows.map((one) => (
              <li key={one.id} className="px-4 py-3.5">
                <ImportRow one={one} />
              </li>
            ))}
          </ul>
        </Card>
      )}
      {imports.hasNextPage && (
        <Button className="mt-4" isPending={imports.isFetchingNextPage} onPress={() => void imports.fetchNextPage()}>
          {common.t('queue.more')}
        </Button>
      )}
    </>
  )
}

function NewImport() {
  const { t, format } = useHelp()
  const queries = useQueryClient()
  const [source, setSource] = useState<FileSource>('markdown')
  const [isPublished, setPublished] = useState(false)
  const [share, setShare] = useState<number | null>(null)
  const [error, setError] = useState<CallError | null>(null)
  const [hasNone, setNone] = useState(false)
  const take = async (chosen: readonly File[]) => {
    setError(null)
    const files = await readFiles(chosen, source)
    setNone(files.length === 0)
    if (files.length === 0) return
    setShare(0)
    try {
      const body = new File([JSON.stringify({ files })], 'articles.json')
      await upload<HelpImport>(`/help-imports?source=${source}&publish=${isPublished}`, body, { onProgress: setShare })
    } catch (caught) {
      if (caught instanceof CallError) setError(caught)
    }
    setShare(null)
    await queries.invalidateQueries({ queryKey: ['help'] })
  }
  return (
    <Card className="mb-5 grid gap-4 p-4">
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <div className="grid gap-1.5">
          <Select
            label={t('import.source')}
            value={source}
            onChange={(id) => setSource(sources.find((one) => one === id) ?? 'markdown')}
            choices={sources.map((id) => ({ id, label: t(`importSource.${id}`) }))}
          />
          <p className="text-sm text-soft">{t(`importDetail.${source}`)}</p>
        </div>
        <Checkbox isSelected={isPublished} onChange={setPublished} detail={t('import.publishDetail')}>
          {t('import.publish')}
        </Checkbox>
      </div>
      <div className="flex flex-wrap gap-2">
        <Choose
          label={t('import.files')}
          accept={endingsOf(source).join(',')}
          isPending={share !== null}
          onFiles={(files) => void take(files)}
        />
        <Choose label={t('import.folder')} isFolder isPending={share !== null} onFiles={(files) => void take(files)} />
      </div>
      <p role="status" className="text-sm text-soft empty:hidden">
        {share !== null && t('import.working', { share: format.number(share, { style: 'percent' }) })}
        {hasNone && t('import.noFiles', { endings: endingsOf(source).join(', ') })}
      </p>
      <ActionTrouble error={error} />
    </Card>
  )
}

type ChooseProps = {
  label: string
  accept?: string
  isFolder?: boolean
  isPending: boolean
  onFiles: (files: File[]) => void
}

function Choose({ label, accept, isFolder, isPending, onFiles }: ChooseProps) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    // React does not know it, and every browser does.
    if (input.current) input.current.webkitdirectory = isFolder === true
  }, [isFolder])
  return (
    <>
      <Button isPending={isPending} onPress={() => input.current?.click()}>
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        accept={accept}
        tabIndex={-1}
        aria-hidden="true"
        data-choose={isFolder ? 'folder' : 'files'}
        className="hidden"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
    </>
  )
}

function ImportRow({ one }: { one: HelpImport }) {
  const { t, format } = useHelp()
  return (
    <div className="grid gap-2 text-sm">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span className="flex flex-wrap items-center gap-2 text-[0.9375rem] font-[580]">
          {t(`importSource.${one.source}`)}
          <Badge tone={one.bad.length > 0 ? 'warn' : 'good'}>
            {t(one.bad.length > 0 ? 'import.withBad' : 'import.allGood')}
          </Badge>
        </span>
        <span className="text-soft">
          {one.by} · <time title={format.exact(one.at)}>{format.moment(one.at)}</time>
        </span>
      </div>
      <p className="tabular text-soft">
        {t('import.counts', {
          created: one.created,
          updated: one.updated,
          unchanged: one.unchanged,
          kept: one.kept,
        })}
      </p>
      {one.bad.length > 0 && (
        <details>
          <summary className="link min-h-8 cursor-pointer pointer-coarse:min-h-11">
            {t('import.bad', { count: one.bad.length })}
          </summary>
          <ul className="mt-2 grid max-h-80 gap-1.5 overflow-y-auto" aria-label={t('import.badList')}>
            {one.bad.map((row, index) => (
              <li key={index} className="grid gap-x-3 border-t border-line pt-1.5 sm:grid-cols-[14rem_minmax(0,1fr)]">
                <bdi className="break-all text-soft">
                  {[row.file, row.line && t('import.line', { line: row.line }), row.reference]
                    .filter(Boolean)
                    .join(' · ')}
                </bdi>
                <span>{row.reason}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
