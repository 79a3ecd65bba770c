import { preferServerWords } from '../words.ts'
import { useChatText } from './text.ts'

/** Why something written is not taken. */
export function useRefusalWords() {
  const { t, has, locale } = useChatText()
  return ({ code, message }: { code: string; message: string }): string => {
    const key = `refused.${code}`
    return preferServerWords(locale, message, t(has(key) ? key : 'chat.refused'))
  }
}
