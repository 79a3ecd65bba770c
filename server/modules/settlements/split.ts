/** Who bears a refund's part for a seller. */
export type Burden =
  | { payer: 'seller' }
  /** @param upToMinor the most that the platform bears; the seller bears the rest. All of it unless given. */
  | { payer: 'platform'; upToMinor?: number | undefined }
  | { payer: 'carrier'; carrier: string }

export interface Split {
  sellerMinor: number
  platformMinor: number
  carrierMinor: number
}

/**
 * Splits what has to be borne. Pure; the parts always add up.
 * @param bearMinor goods and shipping, less the commission that comes back
 * @param capMinor the most that the seller can still be debited for this order; what is above it the platform bears
 */
export function splitOf(bearMinor: number, burden: Burden, capMinor: number): Split {
  if (burden.payer === 'carrier') return { sellerMinor: 0, platformMinor: 0, carrierMinor: bearMinor }
  const platformMinor = burden.payer === 'seller' ? 0 : Math.min(bearMinor, burden.upToMinor ?? bearMinor)
  const sellerMinor = Math.min(bearMinor - platformMinor, Math.max(0, capMinor))
  return { sellerMinor, platformMinor: bearMinor - sellerMinor, carrierMinor: 0 }
}
