import Armchair from 'lucide-react/icons/armchair'
import BedDouble from 'lucide-react/icons/bed-double'
import Book from 'lucide-react/icons/book'
import Camera from 'lucide-react/icons/camera'
import CookingPot from 'lucide-react/icons/cooking-pot'
import LampDesk from 'lucide-react/icons/lamp-desk'
import Package from 'lucide-react/icons/package'
import Shirt from 'lucide-react/icons/shirt'
import Sprout from 'lucide-react/icons/sprout'
import { type ComponentType, useState } from 'react'
import { classes } from '../ui/classes.ts'

type Icon = ComponentType<{ className?: string; strokeWidth?: number; 'aria-hidden'?: 'true' }>

/** What stands in for a missing picture; any other category gets a parcel. */
const stand: Record<string, Icon> = {
  lighting: LampDesk,
  kitchen: CookingPot,
  bedding: BedDouble,
  clothing: Shirt,
  electronics: Camera,
  garden: Sprout,
  furniture: Armchair,
  home: Armchair,
  books: Book,
}

type ProductPictureProps = { url: string | null; category?: string | null; className?: string }

/** A product's picture, or a sign of its kind. Its title stands beside it, so it says nothing by itself. */
export function ProductPicture({ url, category, className }: ProductPictureProps) {
  const [broken, setBroken] = useState(false)
  const Stand = stand[category ?? ''] ?? Package
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
        <Stand className="size-2/5" strokeWidth={1.4} aria-hidden="true" />
      )}
    </span>
  )
}
