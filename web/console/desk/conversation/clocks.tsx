import { useQuery } from '@tanstack/react-query'
import { Deadline } from '../../layout/deadline.tsx'
import { useConsole } from '../../text.ts'
import { clocksQuery } from '../data.ts'

/** By when we answer next, and why by then. */
export function Clocks({ conversationId }: { conversationId: string }) {
  const { t } = useConsole()
  const clocks = useQuery(clocksQuery(conversationId)).data?.data
  const next = clocks
    ?.filter((clock) => clock.state === 'running' && clock.dueAt)
    .sort((a, b) => (a.dueAt ?? '').localeCompare(b.dueAt ?? ''))[0]
  if (!next?.dueAt) return null
  return (
    <details className="group">
      <summary className="flex cursor-pointer list-none items-center gap-1.5">
        <span className="text-xs">{t(`clock.${next.kind}`)}</span>
        <Deadline at={next.dueAt} />
      </summary>
      <ul className="absolute z-10 mt-1 grid max-w-80 gap-1 rounded-lg border border-line bg-raised p-3 text-sm text-ink shadow-lift">
        {next.why.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </details>
  )
}
