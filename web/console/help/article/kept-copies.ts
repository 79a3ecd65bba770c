import { remember, remembered } from '../../../kit/storage.ts'
import type { DraftFields } from './draft-fields.ts'

/** Words that are only in this browser: not saved yet, or put aside when two wrote at once. */
export interface KeptCopy {
  fields: DraftFields
  /** Of the translation that they were written on. */
  version: number
  at: string
}

type Kind = 'unsaved' | 'aside'

export function keepCopy(kind: Kind, article: string, locale: string, copy: KeptCopy): void {
  remember(keyOf(kind, article, locale), JSON.stringify(copy))
}

export function keptCopy(kind: Kind, article: string, locale: string): KeptCopy | null {
  try {
    return JSON.parse(remembered(keyOf(kind, article, locale)) ?? 'null') as KeptCopy | null
  } catch {
    return null
  }
}

export function dropCopy(kind: Kind, article: string, locale: string): void {
  remember(keyOf(kind, article, locale), null)
}

const keyOf = (kind: Kind, article: string, locale: string) => `makeright.help.${kind}.${article}.${locale}`
