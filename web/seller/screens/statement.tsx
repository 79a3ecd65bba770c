import type { SellerBalance, StatementLine } from '#contract/settlements'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import ReceiptText from 'lucide-react/icons/receipt-text'
import { download } from '../../kit/download.ts'
import { useRuleWords } from '../../parts/words.ts'
import { PageTrouble } from '../../parts/trouble.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { AskBack } from '../claims/ask-back.tsx'
import { balanceQuery, statementQuery } from '../data.ts'
import { More } from '../layout/more.tsx'
import { Page } from '../layout/page.tsx'
import { useSeller } from '../text.ts'

/** What the seller was debited and credited, and what that comes to at the next payout. */
export function Statement() {
  const { t } = useSeller()
  const balance = useQuery(balanceQuery).data
  const lines = useInfiniteQuery(statementQuery)
  const rows = lines.data?.pages.flatMap((page) => page.data)
  return (
    <Page
      title={t('place./statement')}
      detail={t('statement.detail')}
      end={
        <Button onPress={() => void download('/api/v1/seller/statement.csv', 'statement.csv')}>
          {t('statement.csv')}
        </Button>
      }
    >
      {balance?.data.map((each) => (
        <Balance key={each.currency} balance={each} />
      ))}
      {lines.isError && <PageTrouble isPart error={lines.error} onRetry={() => void lines.refetch()} />}
      {lines.isPending && <SkeletonRows rows={3} height="h-20" label={t('common.loading')} />}
      {rows && (
        <Card>
          {rows.length === 0 && (
            <Notice icon={<ReceiptText aria-hidden="true" />} title={t('statement.none')}>
              {t('statement.noneDetail')}
            </Notice>
          )}
          <ul className="divide-y divide-line">
            {rows.map((line) => (
              <Line key={line.id} line={line} />
            ))}
          </ul>
        </Card>
      )}
      <More pages={lines} />
    </Page>
  )
}

function Balance({ balance }: { balance: SellerBalance['data'][number] }) {
  const { t, format } = useSeller()
  const figures = [
    [t('statement.toNet'), balance.toNet],
    [t('statement.toPay'), balance.toPay],
    [t('statement.held'), balance.held],
  ] as const
  return (
    <dl className="mb-4 grid gap-3 sm:grid-cols-3">
      {figures.map(([label, amount]) => (
        <Card key={label} as="div" className="px-4 py-3">
          <dt className="text-sm text-soft">{label}</dt>
          <dd className="tabular text-xl font-[620]">{format.money(amount)}</dd>
        </Card>
      ))}
    </dl>
  )
}

function Line({ line }: { line: StatementLine }) {
  const { t, format } = useSeller()
  const rule = useRuleWords()
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 px-4 py-3.5 sm:px-5">
      <span className="min-w-0 flex-1 basis-60">
        <span className="flex flex-wrap items-center gap-2 font-[580]">
          {t(`statement.kind.${line.kind}`)}
          <Badge>{rule('statementState', { code: line.state, words: line.stateWords })}</Badge>
        </span>
        <span className="block">{rule('statementReason', { code: line.reason.code, words: line.reason.words })}</span>
        <span className="block text-sm text-soft">
          <time dateTime={line.at}>{format.moment(line.at)}</time>
          {line.orderId && line.orderReference && (
            <>
              {' · '}
              <Link to="/orders/$orderId" params={{ orderId: line.orderId }} className="link">
                <bdi>{line.orderReference}</bdi>
              </Link>
            </>
          )}
        </span>
      </span>
      <span className="sm:text-end">
        <span className="tabular block font-[620]">{format.money(line.amount)}</span>
        <span className="block text-sm text-soft">
          {t('statement.total', { amount: format.money(line.runningTotal) })}
        </span>
        <AskBack line={line} />
      </span>
    </li>
  )
}
