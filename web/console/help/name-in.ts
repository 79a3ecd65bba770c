/** What is called differently in each language, in one: that one, else English, else any. */
export function nameIn(names: Record<string, { name: string }>, locale: string): string | undefined {
  return (names[locale] ?? names.en ?? Object.values(names)[0])?.name
}
