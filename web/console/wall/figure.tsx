import { classes } from '../../ui/classes.ts'

type FigureProps = { label: string; value: string; detail?: string; tone?: 'good' | 'warn' }

/** One number that is read from across the room. */
export function Figure({ label, value, detail, tone }: FigureProps) {
  return (
    <div
      className={classes(
        'grid content-start gap-0.5 rounded-xl border bg-surface px-4 py-3 shadow-card',
        tone === 'warn' ? 'border-warn-line' : 'border-line',
      )}
    >
      <dt className="text-sm text-soft">{label}</dt>
      <dd className={classes('tabular text-2xl font-[640]', tone === 'warn' && 'text-warn')}>{value}</dd>
      {detail && <dd className="text-sm text-soft">{detail}</dd>}
    </div>
  )
}
