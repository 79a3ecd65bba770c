import Check from 'lucide-react/icons/check'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'

export type TimelineStep = {
  id: string
  title: ReactNode
  detail?: ReactNode
  /** When it happened, or by when it will. */
  time?: ReactNode
  state: 'done' | 'now' | 'next' | 'trouble'
}

/** What happened, what happens next, by when. Read from first to last. */
export function Timeline({ steps, label }: { steps: TimelineStep[]; label: string }) {
  return (
    <ol aria-label={label} className="grid">
      {steps.map((step, index) => (
        <li
          key={step.id}
          className="relative grid grid-cols-[1.75rem_1fr] gap-x-3 pb-5 last:pb-0"
          aria-current={step.state === 'now' ? 'step' : undefined}
        >
          {index < steps.length - 1 && (
            <span
              className={classes(
                'absolute start-[0.8125rem] top-6 bottom-0 border-s-2',
                steps[index + 1]?.state === 'next' ? 'border-dashed border-line' : 'border-accent-line',
              )}
              aria-hidden="true"
            />
          )}
          <Dot state={step.state} />
          <div className="min-w-0">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span
                className={classes(
                  'font-[560]',
                  step.state === 'next' && 'text-soft',
                  step.state === 'trouble' && 'text-bad',
                )}
              >
                {step.title}
              </span>
              {step.time && <span className="tabular text-sm text-soft">{step.time}</span>}
            </div>
            {step.detail && <div className="text-[0.9375rem] text-soft">{step.detail}</div>}
          </div>
        </li>
      ))}
    </ol>
  )
}

function Dot({ state }: { state: TimelineStep['state'] }) {
  const base = 'relative grid size-[1.75rem] place-items-center'
  if (state === 'done')
    return (
      <span className={base} aria-hidden="true">
        <span className="grid size-5 place-items-center rounded-full bg-accent text-on-accent">
          <Check className="size-3" strokeWidth={3.5} />
        </span>
      </span>
    )
  if (state === 'now')
    return (
      <span className={base} aria-hidden="true">
        <span className="absolute size-7 rounded-full bg-accent-wash" />
        <span className="relative size-3.5 rounded-full bg-accent ring-4 ring-accent-line" />
      </span>
    )
  if (state === 'trouble')
    return (
      <span className={base} aria-hidden="true">
        <span className="grid size-5 place-items-center rounded-full bg-bad text-xs font-bold text-on-bad">!</span>
      </span>
    )
  return (
    <span className={base} aria-hidden="true">
      <span className="size-3.5 rounded-full border-2 border-edge bg-surface" />
    </span>
  )
}
