import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useRuleWords } from '../../parts/words.ts'
import { classes } from '../../ui/classes.ts'
import { useConsole } from '../text.ts'
import { sellerStatementQuery } from './data.ts'
import { ListPart } from './list-part.tsx'

/** Debits, credits, nettings and payouts, the newest first, with what is open after each. */
export function Statement({ sellerId }: { sellerId: string }) {
  const { t, format } = useConsole()
  const rule = useRuleWords()
  const lines = useInfiniteQuery(sellerStatementQuery(sellerId))
  return (
    <ListPart title={t('seller.statement')} list={lines} none={t('seller.noStatement')}>
      {(line) => (
        <div className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 px-4 py-3 text-sm">
          <span className="min-w-0">
            <span className="font-[560]">
              {t(`seller.line.${line.kind}`)} · {t(`claims.debitState.${line.state}`)}
            </span>
            <span className="block text-soft">
              {rule('statementReason', line.reason)}
              {line.note && (
                <>
                  {' · '}
                  <bdi>{line.note}</bdi>
                </>
              )}
            </span>
            <span className="block text-soft">
              <time title={format.exact(line.at)}>{format.moment(line.at)}</time>
              {line.orderId && line.orderReference && (
                <>
                  {' · '}
                  <Link to="/orders/$orderId" params={{ orderId: line.orderId }} className="link">
                    {line.orderReference}
                  </Link>
                </>
              )}
            </span>
          </span>
          <span className="tabular text-end">
            <span className={classes('block font-[580]', line.state === 'held' && 'text-soft')}>
              {format.money(line.amount)}
            </span>
            <span className="block text-soft">{t('seller.after', { amount: format.money(line.runningTotal) })}</span>
          </span>
        </div>
      )}
    </ListPart>
  )
}
