import type { Output } from '../../../kit/call.ts'
import MessageSquareHeart from 'lucide-react/icons/message-square-heart'
import { PlainButton } from '../../../ui/button.tsx'
import { useConsole } from '../../text.ts'
import { preferServerWords } from '../../../parts/words.ts'

type Opening = Output<'GET /conversations/:id/openings'>['data'][number]
type OpeningChoicesProps = { openings: Opening[]; onChoose: (text: string) => void }

/** Beginnings that acknowledge first, made from this case. They are put into the field, and the agent goes on from there. */
export function OpeningChoices({ openings, onChoose }: OpeningChoicesProps) {
  const { t, locale, has } = useConsole()
  /** `damaged.money_back`: what it is about, and how far it is. */
  const titleOf = ({ id, title }: Opening) => {
    const [matter = '', stage = ''] = id.split('.')
    const [about, far] = [`intent.${matter}`, `openingStage.${stage}`]
    const own = has(about) && has(far) ? t('opening.about', { matter: t(about), stage: t(far) }) : null
    return preferServerWords(locale, title, own)
  }
  if (openings.length === 0) return null
  return (
    <section aria-label={t('opening.title')} className="flex flex-wrap items-center gap-1.5 px-3 pt-2">
      <span className="flex items-center gap-1.5 text-xs text-soft">
        <MessageSquareHeart className="size-4" aria-hidden="true" />
        {t('opening.title')}
      </span>
      {openings.slice(0, 3).map((opening) => (
        <PlainButton
          key={opening.id}
          title={locale === 'en' ? `${opening.text}\n\n${opening.why}` : opening.text}
          onPress={() => onChoose(opening.text)}
          className="min-h-8 max-w-full truncate rounded-full border border-line bg-surface px-3 text-sm hover:border-accent hover:bg-accent-wash pointer-coarse:min-h-11"
        >
          <bdi>{titleOf(opening)}</bdi>
        </PlainButton>
      ))}
    </section>
  )
}
