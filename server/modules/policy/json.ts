export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [name: string]: JsonValue }

/** What is written into a jsonb column: dates as ISO texts, undefined left out. Postgres parses the text. */
export function toJson(value: unknown): never {
  return JSON.stringify(value) as never
}
