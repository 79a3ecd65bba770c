import { expect, it } from 'vitest'
import type { Invoice } from '#contract/statements'
import { drawInvoice } from './draw-documents.ts'

const dollars = (amountMinor: number) => ({ amountMinor, currency: 'USD' })
const line = {
  part: 'goods' as const,
  feeKind: null,
  title: 'Lamp <script>',
  sku: 'L-1',
  quantity: 2,
  soldBy: 'Acme & Sons',
  taxRatePercent: 8,
  net: dollars(10000),
  tax: dollars(800),
  gross: dollars(10800),
}
const invoice: Invoice = {
  id: 'inv_1',
  number: 'INV-2026-000007',
  issuedAt: '2026-03-02T15:00:00Z',
  orderId: 'ord_1',
  orderReference: 'T-1',
  orderedAt: '2026-02-20T10:00:00Z',
  locale: 'en-US',
  timeZone: 'America/Chicago',
  seller: { name: 'Shop', legalName: 'Shop LLC', country: 'US', supportEmail: 'help@example.com' },
  buyer: { name: 'Ava "Q" Stone', address: { line1: '12 Main', city: 'Austin', postalCode: '78701', country: 'US' } },
  lines: [line],
  taxes: [{ taxRatePercent: 8, net: dollars(10000), tax: dollars(800), gross: dollars(10800) }],
  gross: dollars(10800),
  paidBy: [{ label: 'Visa ending 4242', how: 'card', amount: dollars(10800), at: null }],
  missing: ['seller_tax_number'],
}

it('is a whole page without a script, in which nothing that somebody wrote is markup', () => {
  const page = drawInvoice(invoice)
  expect(page).not.toContain('<script')
  expect(page).toContain('Lamp &lt;script&gt;')
  expect(page).toContain('Sold by Acme &amp; Sons')
  expect(page).toContain('Ava &quot;Q&quot; Stone')
  expect(page).toContain('$108.00')
  expect(page).toContain('<td data-name="Tax rate"><span>8%</span></td>')
  expect(page).toContain('The seller’s tax number isn’t on file here.')
  expect(page).not.toContain('not stated')
})

it('says that a tax was not told, and adds no tax up then', () => {
  const shipping = { ...line, part: 'shipping' as const, title: null, sku: null, soldBy: null, quantity: 0 }
  const untold = { ...shipping, taxRatePercent: null, net: null, tax: null, gross: dollars(500) }
  const page = drawInvoice({ ...invoice, lines: [line, untold], gross: dollars(11300), missing: ['some_tax'] })
  expect(page).toContain('not stated')
  expect(page).toContain('Where it says “not stated”')
  expect(page).toContain('<td class="none"></td>')
})

it('is written in the language asked for, and in English where we do not write it', () => {
  expect(drawInvoice(invoice, 'ar')).toContain('<html lang="ar" dir="rtl">')
  expect(drawInvoice(invoice, 'de')).toContain('Rechnung INV-2026-000007')
  // As a storefront may write it.
  expect(drawInvoice({ ...invoice, locale: 'de_AT.UTF-8' })).toContain('Rechnung INV-2026-000007')
  expect(drawInvoice({ ...invoice, locale: 'fi-FI' })).toContain('<html lang="en" dir="ltr">')
})
