import type { OrderStory } from '#contract/story'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { useConsole } from '../text.ts'
import { Section } from './section.tsx'

const tones: Record<string, Tone> = {
  succeeded: 'good',
  failed: 'bad',
  partly_failed: 'bad',
  reversed: 'bad',
  requested: 'note',
  planned: 'neutral',
}

/** Refunds with each movement, and the ledger behind them for whoever needs to see the books. */
export function MoneyMoved({ story }: { story: OrderStory }) {
  const { t, format } = useConsole()
  if (story.refunds.length === 0 && story.ledger.length === 0) return null
  return (
    <Section title={t('money.title')} count={story.refunds.length}>
      <ul className="divide-y divide-line">
        {story.refunds.map((refund) => (
          <li key={refund.id} className="grid gap-2 px-4 py-3.5 text-sm">
            <div className="flex flex-wrap items-center justify-between gap-2">
              <span className="flex items-center gap-2">
                <span className="tabular text-base font-[620]">{format.money(refund.amount)}</span>
                <Badge tone={tones[refund.state]}>{t(`state.${refund.state}`)}</Badge>
              </span>
              <span className="text-soft">
                {refund.reason.replaceAll('_', ' ')} ·{' '}
                <time title={format.exact(refund.createdAt)}>{format.moment(refund.createdAt)}</time>
              </span>
            </div>
            <ul className="grid gap-1">
              {refund.perTender.map((movement) => (
                <li key={movement.id} className="flex flex-wrap items-center justify-between gap-x-3">
                  <span>
                    <bdi>{movement.label}</bdi>
                    <span className="text-soft">
                      {' · '}
                      {t(`state.${movement.state}`)}
                      {movement.settledAt
                        ? ` · ${format.shortDay(movement.settledAt)}`
                        : movement.expectedBy
                          ? ` · ${t('timeline.by', { day: format.shortDay(movement.expectedBy) })}`
                          : ''}
                      {movement.failureCode && ` · ${movement.failureCode}`}
                    </span>
                  </span>
                  <span className="tabular">{format.money(movement.amount)}</span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {story.ledger.length > 0 && (
        <details className="border-t border-line text-sm">
          <summary className="flex min-h-11 cursor-pointer items-center px-4 text-soft hover:bg-canvas">
            {t('money.ledger', { count: story.ledger.length })}
          </summary>
          <ul className="divide-y divide-line border-t border-line">
            {story.ledger.map((transfer) => (
              <li key={transfer.transferId} className="grid gap-1 px-4 py-2.5">
                <span className="flex flex-wrap justify-between gap-x-3 text-soft">
                  <span>
                    {transfer.kind.replaceAll('_', ' ')} · {transfer.state}
                  </span>
                  <span>{format.moment(transfer.at)}</span>
                </span>
                {transfer.entries.map((entry, index) => (
                  <span key={index} className="tabular flex justify-between gap-3">
                    <bdi className="font-mono text-xs">{entry.account}</bdi>
                    <span>{format.money(entry.amount)}</span>
                  </span>
                ))}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  )
}
