/** What a variant is called: its title, what it differs in, or its number. */
export function variantWords(variant: {
  title: string | null
  options: Record<string, string>
  reference: string
}): string {
  const options = Object.values(variant.options).join(', ')
  return variant.title ?? (options || variant.reference)
}
