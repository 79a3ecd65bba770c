import TriangleAlert from 'lucide-react/icons/triangle-alert'
import type { CallError } from '../../kit/call.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Banner } from '../../ui/banner.tsx'
import { useConsole } from '../text.ts'

/** Why a mailbox was not saved or signed in, and what helps. */
export function MailboxTrouble({ error }: { error: CallError | null }) {
  const { t, has } = useConsole()
  const key = `mailboxTrouble.${error?.code}`
  if (!has(key)) return <ActionTrouble error={error} />
  return (
    <Banner tone="bad" role="alert" icon={<TriangleAlert aria-hidden="true" />}>
      <p className="text-ink">{t(key)}</p>
    </Banner>
  )
}
