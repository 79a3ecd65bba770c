import { Link } from '@tanstack/react-router'
import { Badge, type Tone } from '../../../ui/badge.tsx'
import { useLanguageName } from '../../settings/use-language-name.ts'
import type { Line } from '../data.ts'
import { useHelp } from '../text.ts'
import { type Mark, marksOf } from './marks.ts'

const tones: Record<Mark['kind'], Tone> = {
  draft: 'neutral',
  scheduled: 'note',
  refused: 'warn',
  published: 'good',
  changed: 'warn',
  unpublished: 'neutral',
  missing: 'neutral',
}

/** One article: its title, where it belongs, and how it stands in each language. */
export function ArticleRow({ line, locales }: { line: Line; locales: readonly string[] }) {
  const { t, format } = useHelp()
  const languageName = useLanguageName()
  const where = [line.category?.name, line.topic && t(`topic.${line.topic}`)].filter(Boolean).join(' · ')
  return (
    <li>
      <Link
        to="/help/$articleId"
        params={{ articleId: line.id }}
        className="grid gap-2 px-4 py-3.5 text-ink no-underline hover:bg-canvas"
      >
        <span className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <bdi className="font-[580]">{line.title}</bdi>
          <time className="text-sm text-faint" dateTime={line.updatedAt} title={format.exact(line.updatedAt)}>
            {t('articles.changed', { when: format.fromNow(line.updatedAt) })}
          </time>
        </span>
        {where && <span className="text-sm text-soft">{where}</span>}
        <span className="flex flex-wrap gap-1.5">
          {line.archived && <Badge>{t('articleState.archived')}</Badge>}
          {!line.archived &&
            marksOf(line, locales).map((mark) => (
              <Badge
                key={mark.locale}
                tone={tones[mark.kind]}
                className={mark.kind === 'missing' ? 'border-dashed' : ''}
              >
                {t(`mark.${mark.kind}`, {
                  language: languageName(mark.locale),
                  when: mark.kind === 'scheduled' ? format.moment(mark.at) : '',
                })}
              </Badge>
            ))}
        </span>
      </Link>
    </li>
  )
}
