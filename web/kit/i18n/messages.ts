import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import { IntlMessageFormat } from 'intl-messageformat'
import type { ReactNode } from 'react'
import type { Locale } from './locales.ts'

/** One language's texts: plain, or an ICU message parsed while building. */
export type Messages = Record<string, string | MessageFormatElement[]>
export type Values = Record<string, string | number | boolean | Date | null | undefined>
export type RichValues = Record<string, ReactNode | Date | ((chunks: ReactNode[]) => ReactNode)>

/** Formats messages of one language. A missing message shows its key in brackets that no text has, so that tests find it. */
export function formatter(locale: Locale, messages: Messages) {
  const compiled = new Map<string, IntlMessageFormat>()
  const find = (key: string) => {
    let message = compiled.get(key)
    if (!message) {
      message = new IntlMessageFormat(messages[key] ?? key, locale, undefined, { ignoreTag: false })
      compiled.set(key, message)
    }
    return message
  }
  return {
    has: (key: string) => key in messages,
    text(key: string, values?: Values): string {
      const message = messages[key]
      if (message === undefined) return missing(key)
      if (isPlain(message)) return message
      return String(find(key).format(values as Record<string, string>))
    },
    rich(key: string, values: RichValues): ReactNode {
      const message = messages[key]
      if (message === undefined) return missing(key)
      if (isPlain(message)) return message
      const parts = find(key).format<ReactNode>(values as Record<string, ReactNode>) as ReactNode
      return Array.isArray(parts)
        ? parts.map((part, index) => (typeof part === 'string' ? part : wrap(part, index)))
        : parts
    },
  }
}

const missing = (key: string) => `⟦${key}⟧`

function isPlain(message: Messages[string]): message is string {
  return typeof message === 'string' && !message.includes('{') && !message.includes('<')
}

function wrap(part: ReactNode, index: number): ReactNode {
  if (part !== null && typeof part === 'object' && 'props' in part && part.key == null)
    return { ...part, key: String(index) } as ReactNode
  return part
}
