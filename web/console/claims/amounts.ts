import type { Money } from '../../kit/i18n/formats.ts'

const digitsOf = (currency: string) =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2

/** What somebody wrote, such as `12.50`, in the smallest unit; undefined for what is no amount. */
export function amountFrom(written: string, currency: string): Money | undefined {
  const amountMinor = Math.round(Number(written.trim().replace(',', '.')) * 10 ** digitsOf(currency))
  return written.trim() !== '' && Number.isSafeInteger(amountMinor) ? { amountMinor, currency } : undefined
}
