import type { HelpArticle } from '#contract/helpcenter'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { Button } from '../../../ui/button.tsx'
import { Card, CardHead } from '../../../ui/card.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { useConsole } from '../../text.ts'
import { versionQuery, versionsQuery } from '../data.ts'
import { useHelp } from '../text.ts'
import type { Draft } from './use-draft.ts'

type VersionsCardProps = { article: HelpArticle; locale: string; draft: Draft }

/** What was read before: who published it, when, and the way back to it. */
export function VersionsCard({ article, locale, draft }: VersionsCardProps) {
  const { t, format } = useHelp()
  const common = useConsole()
  const versions = useInfiniteQuery(versionsQuery(article.id, locale))
  const [shown, setShown] = useState<number | null>(null)
  const rows = versions.data?.pages.flatMap((page) => page.data) ?? []
  if (rows.length === 0) return null
  return (
    <Card aria-label={t('versions.title')}>
      <CardHead title={t('versions.title')} />
      <div className="grid gap-2 px-5 pt-2 pb-5">
        <ol className="grid gap-1">
          {rows.map((version) => (
            <li key={version.number} className="flex flex-wrap items-center justify-between gap-x-2">
              <span className="min-w-0 text-sm">
                {t('versions.line', { number: version.number, name: version.by, when: format.moment(version.at) })}
              </span>
              <Button
                size="small"
                look="quiet"
                aria-label={t('versions.lookAt', { number: version.number })}
                onPress={() => setShown(version.number)}
              >
                {t('versions.look')}
              </Button>
            </li>
          ))}
        </ol>
        {versions.hasNextPage && (
          <Button
            size="small"
            isPending={versions.isFetchingNextPage}
            onPress={() => void versions.fetchNextPage()}
            className="justify-self-start"
          >
            {common.t('queue.more')}
          </Button>
        )}
      </div>
      {shown !== null && (
        <OneVersion article={article} locale={locale} number={shown} draft={draft} onClose={() => setShown(null)} />
      )}
    </Card>
  )
}

function OneVersion({
  article,
  locale,
  number,
  draft,
  onClose,
}: VersionsCardProps & { number: number; onClose: () => void }) {
  const { t, format } = useHelp()
  const common = useConsole()
  const version = useQuery(versionQuery(article.id, locale, number)).data
  const restore = useAction(async (_: null, options) => {
    if (!(await draft.keeper.save())) return
    await call(
      'POST /help-articles/:id/restoration',
      { id: article.id, locale, number, version: draft.keeper.version },
      options,
    )
    onClose()
  })
  return (
    <Dialog
      wide
      title={t('versions.number', { number })}
      isOpen
      onClose={onClose}
      closeLabel={common.t('common.close')}
      actions={
        article.allowed.includes('draft') && (
          <Button
            look="primary"
            isPending={restore.isPending}
            isDisabled={!version}
            onPress={() => void restore.run(null)}
          >
            {t('versions.restore')}
          </Button>
        )
      }
    >
      {!version && <SkeletonRows rows={3} height="h-16" label={common.t('common.loading')} />}
      {version && (
        <article lang={locale} dir="auto">
          <p className="text-sm text-soft">
            {t('versions.line', { number, name: version.by, when: format.moment(version.at) })}
          </p>
          <p className="mt-2 text-xl font-[620]">{version.title}</p>
          {version.summary && <p className="text-soft">{version.summary}</p>}
          <div className="document mt-4" dangerouslySetInnerHTML={{ __html: version.html }} />
        </article>
      )}
      <p className="mt-4 text-sm text-soft">{t('versions.restoreDetail')}</p>
      <ActionTrouble error={restore.error} />
    </Dialog>
  )
}
