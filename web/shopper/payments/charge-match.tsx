import { Link } from '@tanstack/react-router'
import { useMethodLabel } from '../../parts/method-label.ts'
import { Badge } from '../../ui/badge.tsx'
import { buttonClass } from '../../ui/button-looks.ts'
import { useShopper } from '../text.ts'
import { AskAbout } from './ask-about.tsx'
import type { Asked, Match } from './data.ts'
import { useMatchWords } from './match-words.ts'

/** One thing that the amount can be, in a sentence, and the ways on from it. */
export function ChargeMatch({
  match,
  asked,
  likelihood,
}: {
  match: Match
  asked: Asked
  likelihood: 'sure' | 'likeliest' | 'possible'
}) {
  const { t } = useShopper()
  const words = useMatchWords()
  const { order } = match
  return (
    <li className="grid gap-2 px-5 py-4">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={likelihood === 'possible' ? 'neutral' : 'good'}>{t(`charge.${likelihood}`)}</Badge>
        {match.matches.includes('date') && <Badge tone="note">{t('charge.dateFits')}</Badge>}
        {match.matches.includes('text') && <Badge tone="note">{t('charge.textFits')}</Badge>}
      </p>
      <p className="font-[560]">{words(match)}</p>
      <p className="text-sm text-soft">
        <bdi>{order.title}</bdi>
      </p>
      {match.parts.length > 1 && <Parts match={match} />}
      <div className="flex flex-wrap items-start gap-2 pt-1">
        <Link to="/account/payments/$orderId" params={{ orderId: order.id }} className={buttonClass({ size: 'small' })}>
          {t('charge.see')}
        </Link>
        <AskAbout asked={asked} match={match} />
      </div>
    </li>
  )
}

/** What the amount is made of, adding up. */
function Parts({ match: { parts } }: { match: Match }) {
  const { t, format } = useShopper()
  const methodLabel = useMethodLabel()
  return (
    <dl className="grid gap-1 text-sm">
      {parts.map((part) => (
        <div key={`${part.what} ${part.id}`} className="flex justify-between gap-4">
          <dt className="text-soft">
            <bdi>{methodLabel(part.label) || t('payments.yourCard')}</bdi>, {format.shortDay(part.at)}
          </dt>
          <dd className="tabular">{format.money(part.amount)}</dd>
        </div>
      ))}
    </dl>
  )
}
