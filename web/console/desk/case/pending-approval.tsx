import type { Approval } from '#contract/staff'
import { call } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { useConsole } from '../../text.ts'

/** What waits for a second person; who may, approves it right here. */
export function PendingApproval({ approval }: { approval: Approval }) {
  const { t, format } = useConsole()
  const decide = useAction((decision: 'approve' | 'decline', options) =>
    call('POST /approvals/:id/decision', { id: approval.id, decision }, options),
  )
  return (
    <div className="grid gap-2">
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-[600]">{t('case.secondPerson')}</span>
        <Badge tone="note">{t('approval.state.pending')}</Badge>
      </p>
      <p className="text-sm">{approval.summary}</p>
      <p className="text-sm text-soft">
        {t('approval.by', { name: approval.requestedBy.name, when: format.fromNow(approval.requestedAt) })}
      </p>
      {approval.notAllowed.map((reason) => (
        <p key={reason.code + reason.action} className="text-sm text-warn">
          {reason.message}
        </p>
      ))}
      <span className="flex flex-wrap gap-2 empty:hidden">
        {approval.allowed.includes('approve') && (
          <Button size="small" look="primary" isPending={decide.isPending} onPress={() => void decide.run('approve')}>
            {approval.amount
              ? t('approval.approveAmount', { amount: format.money(approval.amount) })
              : t('approval.approve')}
          </Button>
        )}
        {approval.allowed.includes('decline') && (
          <Button size="small" isDisabled={decide.isPending} onPress={() => void decide.run('decline')}>
            {t('approval.decline')}
          </Button>
        )}
      </span>
      <ActionTrouble error={decide.error} />
    </div>
  )
}
