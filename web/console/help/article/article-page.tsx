import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import ChevronLeft from 'lucide-react/icons/chevron-left'
import { useLive } from '../../../kit/live.ts'
import { PageTrouble } from '../../../parts/trouble.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Page } from '../../layout/page.tsx'
import { useConsole } from '../../text.ts'
import { articleQuery } from '../data.ts'
import { useHelp } from '../text.ts'
import { ArchiveButton } from './archive-button.tsx'
import { LanguageTabs } from './language-tabs.tsx'
import { TranslationEditor } from './translation-editor.tsx'

/** One article in all its languages, where it is written. */
export function ArticlePage() {
  const { t } = useHelp()
  const common = useConsole()
  const { articleId } = useParams({ from: '/inside/help/$articleId' })
  const search = useSearch({ from: '/inside/help/$articleId' })
  const navigate = useNavigate()
  const found = useQuery(articleQuery(articleId))
  useLive({ topic: `article:${articleId}` })
  const article = found.data
  const locale =
    search.locale ??
    (article?.translations.find((each) => each.locale === 'en') ?? article?.translations[0])?.locale ??
    'en'
  const title = article?.translations.find((each) => each.locale === locale)?.title ?? article?.translations[0]?.title
  return (
    <Page
      wide
      title={<bdi>{title || t('article.untitled')}</bdi>}
      detail={
        <Link
          to="/help"
          search={{}}
          className="link inline-flex min-h-8 items-center gap-0.5 text-sm pointer-coarse:min-h-11"
        >
          <ChevronLeft className="mirror size-4" aria-hidden="true" />
          {common.t('place./help')}
        </Link>
      }
      end={
        article && (
          <span className="flex flex-wrap items-center gap-2">
            {article.archived && <Badge>{t('articleState.archived')}</Badge>}
            <ArchiveButton article={article} />
          </span>
        )
      }
    >
      {found.isError && <PageTrouble isPart error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <SkeletonRows rows={4} height="h-20" label={common.t('common.loading')} />}
      {article && (
        <LanguageTabs
          article={article}
          locale={locale}
          onChoose={(next) =>
            void navigate({ to: '/help/$articleId', params: { articleId }, search: { locale: next }, replace: true })
          }
        >
          <TranslationEditor key={`${article.id} ${locale}`} article={article} locale={locale} />
        </LanguageTabs>
      )}
    </Page>
  )
}
