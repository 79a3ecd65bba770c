import type { Claim } from '#contract/claims'
import { ProductPicture } from '../product-picture.tsx'
import { useClaimText } from './text.ts'

/** What a claim is about: the ground, the things, and what they are worth. */
export function ClaimItems({ claim }: { claim: Claim }) {
  const { t, format } = useClaimText()
  return (
    <ul className="grid gap-3">
      {claim.items.map((item) => (
        <li key={item.itemId} className="flex items-center gap-4">
          <ProductPicture url={item.imageUrl} category={item.category} className="size-14" />
          <div className="min-w-0">
            <p className="font-[540] wrap-anywhere">
              {item.quantity > 1 && `${format.number(item.quantity)} × `}
              <bdi>{item.title}</bdi>
            </p>
            <p className="flex flex-wrap gap-x-2.5 text-[0.9375rem] text-soft">
              <span>{t(`ground.${claim.ground}`)}</span>
              <span className="tabular">{format.money(claim.tooMuch ?? claim.value)}</span>
            </p>
          </div>
        </li>
      ))}
    </ul>
  )
}
