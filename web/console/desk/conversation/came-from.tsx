import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import BookOpen from 'lucide-react/icons/book-open'
import { useConsole } from '../../text.ts'
import { cameFromQuery } from '../data.ts'

/** What somebody read and looked for before they wrote, so that nobody sends them there again. */
export function CameFrom({ conversationId }: { conversationId: string }) {
  const { t, rich } = useConsole()
  const came = useQuery(cameFromQuery(conversationId)).data
  const { article, search } = came ?? {}
  if (!article && !search) return null
  return (
    <p className="flex items-start gap-1.5 text-sm text-soft">
      <BookOpen className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
      <span className="min-w-0">
        {article &&
          rich('desk.cameFrom', {
            article: (
              <Link to="/help/$articleId" params={{ articleId: article.id }} className="link">
                <bdi>{article.title}</bdi>
              </Link>
            ),
          })}
        {article && search && ' · '}
        {search && t('desk.searchedFor', { search })}
      </span>
    </p>
  )
}
