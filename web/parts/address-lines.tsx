import type { Address } from '#contract/customers'
import { useParts } from './text.ts'

/** An address as it stands on a parcel. */
export function AddressLines({ address }: { address: Address }) {
  const { locale } = useParts()
  const country = new Intl.DisplayNames(locale, { type: 'region' }).of(address.country)
  const place = [address.city, [address.region, address.postalCode].filter(Boolean).join(' ')]
    .filter(Boolean)
    .join(', ')
  return (
    <address className="not-italic" dir="auto">
      {[address.name, address.line1, address.line2, place, country].filter(Boolean).map((line, index) => (
        <span key={index} className="block">
          {line}
        </span>
      ))}
    </address>
  )
}

/** The same in one line, where it is only a reminder. */
export function AddressInline({ address }: { address: Address }) {
  return <bdi>{[address.name, address.line1, address.line2, address.city].filter(Boolean).join(', ')}</bdi>
}
