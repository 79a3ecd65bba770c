/** The reasons of the published table as the shopper reads them. A reason that a shop adds is shown as its code. */
const WORDS: Readonly<Record<string, string>> = {
  accidental_order: 'Ordered by mistake',
  better_price_available: 'Found it for less',
  no_longer_needed: 'No longer needed',
  changed_mind: 'Changed my mind',
  not_compatible: 'Doesn’t fit with what I have',
  installation_too_hard: 'Too hard to set up',
  unwanted_gift: 'A gift I don’t want',
  quality_not_adequate: 'Quality isn’t good enough',
  not_useful_for_purpose: 'Doesn’t do what I need',
  too_small: 'Too small',
  too_large: 'Too large',
  style_not_as_expected: 'Looks different from what I expected',
  wrong_item: 'Not what I ordered',
  defective: 'Doesn’t work',
  missing_parts: 'Something is missing',
  extra_item: 'More than I ordered',
  bad_description: 'Not as described',
  unauthorized_purchase: 'I didn’t approve this purchase',
  damaged_in_transit: 'Arrived damaged',
  poor_packaging: 'Badly packed',
  arrived_late: 'Came too late',
  color_not_as_described: 'Another color than shown',
}

/** A reason in the shopper's words. */
export function reasonWords(code: string): string {
  const words = (Object.hasOwn(WORDS, code) ? WORDS[code] : undefined) ?? code.replaceAll('_', ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
