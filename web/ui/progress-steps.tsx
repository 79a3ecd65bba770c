import { classes } from './classes.ts'

/** A few stations in one line, for where something is on its way at a glance. `at` counts stations reached. */
export function ProgressSteps({ stations, at, trouble }: { stations: string[]; at: number; trouble?: boolean }) {
  return (
    <ol className="grid auto-cols-fr grid-flow-col">
      {stations.map((station, index) => {
        const reached = index < at
        const current = index === at - 1
        return (
          <li key={station} className="grid gap-2" aria-current={current ? 'step' : undefined}>
            <span className="flex items-center" aria-hidden="true">
              <span
                className={classes(
                  'h-1.5 flex-1',
                  index === 0 && 'rounded-s-full',
                  index === stations.length - 1 && 'rounded-e-full',
                  reached ? (trouble ? 'bg-warn' : 'bg-accent') : 'bg-line',
                )}
              />
            </span>
            <span
              className={classes(
                'pe-2 text-xs leading-tight sm:text-sm',
                current ? 'font-[600] text-ink' : 'text-soft',
              )}
            >
              {station}
            </span>
          </li>
        )
      })}
    </ol>
  )
}
