import type { OwnCard } from '#contract/helpcenter'
import ArrowRight from 'lucide-react/icons/arrow-right'
import { useText } from './text.tsx'

/** What goes on in the reader's own orders, each in one sentence, with the way to it. */
export function Own({ cards }: { cards: readonly OwnCard[] }) {
  const { t, lang, dir } = useText()
  if (cards.length === 0) return null
  return (
    <section lang={lang} dir={dir} aria-labelledby="own" className="no-print grid gap-2.5">
      <h2 id="own" className="text-sm font-[580] text-soft">
        {t('own.title')}
      </h2>
      <ul className="grid gap-2">
        {cards.map((card) => (
          <li key={`${card.kind} ${card.id} ${card.code}`}>
            <a
              href={card.href}
              className="group flex min-h-14 items-center gap-3 rounded-lg border border-accent-line bg-surface px-4 py-3 text-ink no-underline shadow-card hover:border-accent"
            >
              <span className="min-w-0 flex-1">
                <Words card={card} />
              </span>
              <ArrowRight className="mirror size-5 shrink-0 text-accent-ink" aria-hidden="true" />
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Words({ card }: { card: OwnCard }) {
  const { t, has, format } = useText()
  const what = t('own.what', { title: card.title, more: card.more })
  const key = `own.${card.kind}.${card.code}`
  const values = {
    what,
    date: card.at === null ? '' : format.day(card.at),
    hasDate: String(card.at !== null),
    amount: card.amount === null ? '' : format.money(card.amount),
    hasAmount: String(card.amount !== null),
  }
  return (
    <>
      <span className="block text-sm text-soft">
        {t(`own.kind.${card.kind}` as 'own.kind.order')}
        {' · '}
        <bdi>{what}</bdi>
      </span>
      <span className="block font-[580]">{has(key) ? t(key, values) : what}</span>
    </>
  )
}
