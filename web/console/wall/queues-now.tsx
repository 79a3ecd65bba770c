import type { Queue } from '#contract/routing'
import { duration } from '../desk/lists/waited.tsx'
import { Section } from '../story/section.tsx'
import { useConsole } from '../text.ts'

/** How many wait in each queue, and the longest of them. */
export function QueuesNow({ queues }: { queues: Queue[] }) {
  const { t, format } = useConsole()
  return (
    <Section title={t('settings.queues')} count={queues.length}>
      <table className="w-full text-sm">
        <thead className="text-xs text-soft">
          <tr className="[&>th]:px-4 [&>th]:py-2 [&>th]:text-start [&>th]:font-[540]">
            <th>{t('settings.name')}</th>
            <th>{t('wall.waiting')}</th>
            <th>{t('wall.longest')}</th>
          </tr>
        </thead>
        <tbody className="tabular [&_td]:px-4 [&_td]:py-2">
          {queues.map((queue) => (
            <tr key={queue.id} className="border-t border-line">
              <td>
                <bdi>{queue.name}</bdi>
              </td>
              <td>{format.number(queue.waiting)}</td>
              <td>{queue.longestWaitSeconds === null ? '–' : duration(t, format.number, queue.longestWaitSeconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}
