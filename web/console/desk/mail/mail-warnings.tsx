import type { SeenMail } from '#contract/mail'
import { Link } from '@tanstack/react-router'
import TriangleAlert from 'lucide-react/icons/triangle-alert'
import type { ReactNode } from 'react'
import { useConsole } from '../../text.ts'

/** What to beware of in a mail, and what of it is not here. */
export function MailWarnings({ mail }: { mail: SeenMail }) {
  const { t, rich, has, format } = useConsole()
  const { warnings, answersTo, namesOrder, filesLeft, isCut } = mail
  return (
    <>
      {warnings.map((warning) => {
        const words = `mail.warn.${warning}`
        return (
          <Line key={warning} isBad>
            {warning === 'answers_go_elsewhere'
              ? rich('mail.warn.answers_go_elsewhere', { address: <bdi key="address">{answersTo ?? '?'}</bdi> })
              : has(words) && t(words)}
          </Line>
        )
      })}
      {namesOrder && (
        <Line isBad>
          {rich('mail.namesOrder', {
            reference: (
              <Link key="order" to="/orders/$orderId" params={{ orderId: namesOrder.id }} className="link">
                <bdi>{namesOrder.reference}</bdi>
              </Link>
            ),
          })}
        </Line>
      )}
      {filesLeft.length > 0 && <Line>{t('mail.left', { names: format.list(filesLeft) })}</Line>}
      {isCut && <Line>{t('mail.cut')}</Line>}
    </>
  )
}

function Line({ isBad, children }: { isBad?: boolean; children: ReactNode }) {
  return (
    <p className={isBad ? 'flex items-start gap-2 text-sm text-warn' : 'text-sm'}>
      {isBad && <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden="true" />}
      <span className="min-w-0 [overflow-wrap:anywhere]">{children}</span>
    </p>
  )
}
