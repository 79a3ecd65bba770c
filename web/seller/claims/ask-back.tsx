import type { StatementLine } from '#contract/settlements'
import { Link } from '@tanstack/react-router'
import { useSeller } from '../text.ts'

const booked = new Set<StatementLine['state']>(['posted', 'receivable', 'collected'])

/** Beside a debit that no claim went before: it can be asked back. */
export function AskBack({ line }: { line: StatementLine }) {
  const { t } = useSeller()
  if (line.kind !== 'debit' || !line.burdenId || !booked.has(line.state) || line.about?.kind === 'claim') return null
  return (
    <Link to="/recourse" search={{ debit: line.burdenId }} className="link inline-flex min-h-11 items-center text-sm">
      {t('statement.askBack')}
    </Link>
  )
}
