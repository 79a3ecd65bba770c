import Eye from 'lucide-react/icons/eye'
import PencilLine from 'lucide-react/icons/pencil-line'
import { useConsole } from '../../text.ts'
import type { Other } from './use-others.ts'

/** One quiet line: who types, who else looks. Read out politely. */
export function OthersHere({ others }: { others: Other[] }) {
  const { t, format } = useConsole()
  const names = (doing: Other['doing'], side?: Other['side']) =>
    others
      .filter((one) => one.doing === doing && (!side || one.side === side))
      .map(({ name }) => name || t('author.shopper'))
  const lines = [
    { icon: PencilLine, who: names('typing'), words: 'others.typing' as const },
    { icon: PencilLine, who: names('noting'), words: 'others.noting' as const },
    { icon: Eye, who: names('viewing', 'staff'), words: 'others.viewing' as const },
  ].filter(({ who }) => who.length > 0)
  return (
    <div role="status" className="flex min-h-6 flex-wrap gap-x-4 bg-canvas px-4 pb-1 text-xs text-soft">
      {lines.map(({ icon: Icon, who, words }) => (
        <span key={words} className="inline-flex items-center gap-1.5">
          <Icon className="size-3.5" aria-hidden="true" />
          {t(words, { names: format.list(who), count: who.length })}
        </span>
      ))}
    </div>
  )
}
