import Package from 'lucide-react/icons/package'
import { useState } from 'react'
import { classes } from '../ui/classes.ts'

/** A product's picture, or a parcel where there is none. Its title stands beside it, so it says nothing by itself. */
export function ProductPicture({ url, className }: { url: string | null; className?: string }) {
  const [broken, setBroken] = useState(false)
  return (
    <span
      className={classes(
        'grid shrink-0 place-items-center overflow-hidden rounded-md border border-line bg-sunken text-faint',
        className ?? 'size-20',
      )}
    >
      {url && !broken ? (
        <img
          src={url}
          alt=""
          width="160"
          height="160"
          loading="lazy"
          decoding="async"
          className="size-full object-cover"
          onError={() => setBroken(true)}
        />
      ) : (
        <Package className="size-1/3" strokeWidth={1.5} aria-hidden="true" />
      )}
    </span>
  )
}
