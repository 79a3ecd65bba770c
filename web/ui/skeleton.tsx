import { classes } from './classes.ts'

/** Grey room for what is still loading, in the shape of what will come. */
export function Skeleton({ className }: { className?: string }) {
  return <div className={classes('animate-breathe rounded-md bg-line', className)} aria-hidden="true" />
}

/** Rows of it, with one spoken word for all. */
export function SkeletonRows({ rows = 3, height = 'h-28', label }: { rows?: number; height?: string; label: string }) {
  return (
    <div role="status" className="grid gap-4">
      <span className="sr-only">{label}</span>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} className={classes(height, 'w-full rounded-xl')} />
      ))}
    </div>
  )
}
