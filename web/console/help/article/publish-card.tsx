import type { HelpArticle } from '#contract/helpcenter'
import CalendarClock from 'lucide-react/icons/calendar-clock'
import CalendarX from 'lucide-react/icons/calendar-x'
import ExternalLink from 'lucide-react/icons/external-link'
import { type ReactNode, useState } from 'react'
import { type CallError, call } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { Card, CardHead } from '../../../ui/card.tsx'
import { ActionDialog } from '../../layout/action-dialog.tsx'
import type { Translation } from '../data.ts'
import { lacksWords } from '../editor/document-shape.ts'
import { useHelp } from '../text.ts'
import { ScheduleDialog } from './schedule-dialog.tsx'
import type { Draft } from './use-draft.ts'

type PublishCardProps = {
  article: HelpArticle
  locale: string
  translation: Translation | undefined
  draft: Draft
}

type Window = 'schedule' | 'unpublish' | 'drop' | null

/** What shoppers read now, and what becomes of the draft: at once, at a time, or not at all. */
export function PublishCard({ article, locale, translation, draft }: PublishCardProps) {
  const { t, format } = useHelp()
  const [window, setWindow] = useState<Window>(null)
  const place = { id: article.id, locale }
  const publish = useAction(async (at: string | undefined, options) => {
    // What was typed last belongs to it.
    if (!(await draft.keeper.save())) return
    await call('POST /help-articles/:id/publication', { ...place, at, version: draft.keeper.version }, options)
    setWindow(null)
  })
  const close = () => setWindow(null)
  const unpublish = useAction((_: null) => call('DELETE /help-articles/:id/publication', place), close)
  const takeBack = useAction((_: null) => call('DELETE /help-articles/:id/schedule', place))
  const drop = useAction((_: null) => call('DELETE /help-articles/:id/drafts/:locale', place), close)
  const published = translation?.published ?? null
  const scheduledAt = translation?.scheduledAt ?? null
  const mayPublish = article.allowed.includes('publish')
  const hasNews = translation !== undefined && (translation.draft !== null || published === null)
  const lacks = lacksWords(draft.fields.doc)
  const isReady = hasNews && !lacks && draft.state !== 'conflict'
  return (
    <Card aria-label={t('publish.title')}>
      <CardHead title={t('publish.title')} />
      <div className="grid gap-3 px-5 pt-2 pb-5">
        <p className="text-sm text-soft">
          {published
            ? t('publish.readNow', { number: published.number, when: format.moment(published.at), name: published.by })
            : t(translation?.state === 'unpublished' ? 'publish.takenOff' : 'publish.never')}
        </p>
        {published && (
          <a
            href={`/help/${locale}/articles/${published.slug}`}
            target="_blank"
            rel="noreferrer"
            className="link inline-flex min-h-8 items-center gap-1.5 text-sm pointer-coarse:min-h-11"
          >
            {t('publish.open')}
            <ExternalLink className="size-3.5" aria-hidden="true" />
          </a>
        )}
        {scheduledAt && (
          <Banner
            tone="note"
            icon={<CalendarClock aria-hidden="true" />}
            title={t('publish.scheduled', { when: format.dayAndTime(scheduledAt) })}
            end={
              mayPublish && (
                <Button size="small" isPending={takeBack.isPending} onPress={() => void takeBack.run(null)}>
                  {t('publish.takeBack')}
                </Button>
              )
            }
          />
        )}
        {translation?.refused && !scheduledAt && <Refused refused={translation.refused} />}
        {hasNews && !lacks && mayPublish && draft.fields.summary.trim() === '' && (
          <p className="text-sm text-soft">{t('publish.noSummary')}</p>
        )}
        {hasNews && !lacks && mayPublish && !article.category && (
          <p className="text-sm text-soft">{t('publish.noCategory')}</p>
        )}
        {hasNews && lacks && <p className="text-sm font-[560] text-warn">{t('publish.lacksWords')}</p>}
        {mayPublish ? (
          <div className="flex flex-wrap gap-2">
            <Button
              look="primary"
              isDisabled={!isReady}
              isPending={publish.isPending && window === null}
              onPress={() => void publish.run(undefined)}
            >
              {t(published ? 'publish.changes' : 'publish.now')}
            </Button>
            <Button isDisabled={!isReady} onPress={() => setWindow('schedule')}>
              {t(scheduledAt ? 'publish.reschedule' : 'publish.schedule')}
            </Button>
          </div>
        ) : (
          <p className="text-sm text-soft">{t(article.archived ? 'publish.archived' : 'publish.byLead')}</p>
        )}
        {published && !hasNews && <p className="text-sm text-soft">{t('publish.nothingNew')}</p>}
        <div className="-ms-3 flex flex-wrap gap-x-2 empty:hidden">
          {translation?.draft && published && article.allowed.includes('draft') && (
            <Button size="small" look="quiet" onPress={() => setWindow('drop')}>
              {t('publish.drop')}
            </Button>
          )}
          {published && mayPublish && (
            <Button size="small" look="quiet" onPress={() => setWindow('unpublish')}>
              {t('publish.unpublish')}
            </Button>
          )}
        </div>
        {window === null && <NotReady error={publish.error ?? takeBack.error} />}
      </div>
      {window === 'schedule' && (
        <ScheduleDialog
          at={scheduledAt}
          isPending={publish.isPending}
          error={publish.error && <NotReady error={publish.error} />}
          onSchedule={(at) => void publish.run(at)}
          onClose={close}
        />
      )}
      {window === 'unpublish' && (
        <ActionDialog
          title={t('publish.unpublish')}
          label={t('publish.unpublishNow')}
          isPending={unpublish.isPending}
          error={unpublish.error}
          onPress={() => void unpublish.run(null)}
          onClose={close}
        >
          <p>{t('publish.unpublishDetail')}</p>
        </ActionDialog>
      )}
      {window === 'drop' && (
        <ActionDialog
          title={t('publish.drop')}
          label={t('publish.dropNow')}
          isPending={drop.isPending}
          error={drop.error}
          onPress={() => void drop.run(null)}
          onClose={close}
        >
          <p>{t('publish.dropDetail')}</p>
        </ActionDialog>
      )}
    </Card>
  )
}

/** Why it cannot be published yet, each reason in words. */
function NotReady({ error }: { error: CallError | null }): ReactNode {
  const { t } = useHelp()
  const missing = (error?.details?.missing ?? []) as { code: string; path: string }[]
  if (error?.code !== 'not_ready' || missing.length === 0) return <ActionTrouble error={error} />
  return (
    <Banner tone="warn" role="alert" title={t('publish.notReady')}>
      <Missing codes={[...new Set(missing.map(({ code }) => code))]} />
    </Banner>
  )
}

/** Its time came, and it did not go live. */
function Refused({ refused: { at, code, missing } }: { refused: NonNullable<Translation['refused']> }) {
  const { t, has, format } = useHelp()
  const why = `publish.refused.${code}`
  return (
    <Banner
      tone="warn"
      icon={<CalendarX aria-hidden="true" />}
      title={t('publish.refused', { when: format.dayAndTime(at) })}
    >
      {has(why) && <p>{t(why)}</p>}
      <Missing codes={missing} />
    </Banner>
  )
}

function Missing({ codes }: { codes: readonly string[] }) {
  const { t, has } = useHelp()
  return (
    <ul className="list-disc ps-5 empty:hidden">
      {codes.map((code) => {
        const key = `missing.${code}`
        return <li key={code}>{has(key) ? t(key) : code.replaceAll('_', ' ')}</li>
      })}
    </ul>
  )
}
