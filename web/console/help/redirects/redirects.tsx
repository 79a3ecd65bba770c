import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { call, type Input } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { ActionTrouble, PageTrouble } from '../../../parts/trouble.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { Card } from '../../../ui/card.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { Select } from '../../../ui/select.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { ActionDialog } from '../../layout/action-dialog.tsx'
import { useLanguageName } from '../../settings/use-language-name.ts'
import { useConsole } from '../../text.ts'
import { ArticlePicker } from '../article/related-card.tsx'
import { articleQuery, redirectsQuery } from '../data.ts'
import { helpLocales } from '../locales.ts'
import { useMayArrange } from '../may.ts'
import { useHelp } from '../text.ts'

/** Old addresses that still lead somewhere: those that changed by themselves, and those from a help center before this one. */
export function Redirects() {
  const { t, format } = useHelp()
  const common = useConsole()
  const redirects = useInfiniteQuery(redirectsQuery)
  const rows = redirects.data?.pages.flatMap((page) => page.data)
  const [isAdding, setAdding] = useState(false)
  const may = useMayArrange()
  const remove = useAction((id: string) => call('DELETE /help-redirects/:id', { id }))
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 flex-1 basis-64 text-sm text-soft">{t('redirects.detail')}</p>
        {may && <Button onPress={() => setAdding(true)}>{t('redirects.add')}</Button>}
      </div>
      {redirects.isError && <PageTrouble isPart error={redirects.error} onRetry={() => void redirects.refetch()} />}
      {redirects.isPending && <SkeletonRows rows={3} height="h-14" label={common.t('common.loading')} />}
      <ActionTrouble error={remove.error} />
      {rows && (
        <Card>
          {rows.length === 0 && <Notice title={t('redirects.none')} />}
          <ul className="divide-y divide-line">
            {rows.map((one) => (
              <li key={one.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-3">
                <span className="min-w-0 flex-1 basis-64">
                  <bdi dir="ltr" className="block text-sm break-all text-soft">
                    /help/{one.locale}/articles/{one.slug}
                  </bdi>
                  <Link
                    to="/help/$articleId"
                    params={{ articleId: one.article.id }}
                    search={{ locale: one.locale }}
                    className="link"
                  >
                    <bdi>{one.article.title}</bdi>
                  </Link>
                </span>
                <span className="flex items-center gap-2 text-sm text-faint">
                  {one.byHand && <Badge>{t('redirects.byHand')}</Badge>}
                  <time dateTime={one.at} title={format.exact(one.at)}>
                    {format.shortDate(one.at)}
                  </time>
                  {may && (
                    <Button
                      size="small"
                      look="quiet"
                      aria-label={t('redirects.removeOne', { slug: one.slug })}
                      onPress={() => void remove.run(one.id)}
                    >
                      {t('context.remove')}
                    </Button>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {redirects.hasNextPage && (
        <Button
          className="mt-4"
          isPending={redirects.isFetchingNextPage}
          onPress={() => void redirects.fetchNextPage()}
        >
          {common.t('queue.more')}
        </Button>
      )}
      {isAdding && <AddRedirect onClose={() => setAdding(false)} />}
    </>
  )
}

function AddRedirect({ onClose }: { onClose: () => void }) {
  const { t } = useHelp()
  const languageName = useLanguageName()
  const [slug, setSlug] = useState('')
  const [locale, setLocale] = useState('en')
  const [article, setArticle] = useState<string | null>(null)
  const [isPicking, setPicking] = useState(false)
  const add = useAction(
    (input: Input<'POST /help-redirects'>, options) => call('POST /help-redirects', input, options),
    onClose,
  )
  const wanted = lastPart(slug)
  return (
    <>
      <ActionDialog
        title={t('redirects.add')}
        label={t('redirects.addNow')}
        isReady={wanted !== '' && article !== null}
        isPending={add.isPending}
        error={add.error}
        onPress={() => article && void add.run({ locale, slug: wanted, article })}
        onClose={onClose}
      >
        <TextField
          label={t('redirects.old')}
          hint={wanted && wanted !== slug ? t('redirects.means', { slug: wanted }) : t('redirects.oldHint')}
          value={slug}
          onChange={setSlug}
          maxLength={300}
          dir="ltr"
        />
        <Select
          label={t('articles.language')}
          value={locale}
          onChange={setLocale}
          choices={helpLocales.map((id) => ({ id, label: languageName(id) }))}
        />
        <Button onPress={() => setPicking(true)} className="justify-self-start">
          {t(article ? 'redirects.otherArticle' : 'redirects.chooseArticle')}
        </Button>
        {article && <ChosenTitle id={article} />}
      </ActionDialog>
      {isPicking && (
        <ArticlePicker
          title={t('redirects.chooseArticle')}
          without={[]}
          onPick={(id) => {
            setArticle(id)
            setPicking(false)
          }}
          onClose={() => setPicking(false)}
        />
      )}
    </>
  )
}

function ChosenTitle({ id }: { id: string }) {
  const article = useQuery(articleQuery(id)).data
  return <bdi className="font-[560]">{article?.translations[0]?.title}</bdi>
}

/** What an address of another help center ends with; a number in front of its words stays. */
function lastPart(address: string): string {
  const path = address
    .trim()
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
  return decodeURIComponentSafely(path.split('/').at(-1) ?? '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
