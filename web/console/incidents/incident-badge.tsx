import { useQuery } from '@tanstack/react-query'
import CloudAlert from 'lucide-react/icons/cloud-alert'
import { Badge } from '../../ui/badge.tsx'
import { useConsole } from '../text.ts'
import { incidentQuery } from './data.ts'

/** What is known already to lie behind a conversation. */
export function IncidentBadge({ id }: { id: string }) {
  const { t } = useConsole()
  const incident = useQuery(incidentQuery(id)).data
  const isOpen = incident?.state !== 'closed'
  return (
    <Badge
      tone={isOpen ? 'warn' : 'neutral'}
      icon={<CloudAlert className="size-3.5 shrink-0" aria-hidden="true" />}
      className="max-w-[min(14rem,100%)] min-w-0"
    >
      <span className="sr-only">{t('case.incident')}: </span>
      <bdi className="truncate">{incident?.title ?? t('case.incident')}</bdi>
    </Badge>
  )
}
