import type { Message } from '#contract/conversations'
import { useConsole } from '../../text.ts'

/** What happened in the conversation, in the reader's language. */
export function useNoticeWords() {
  const { t } = useConsole()
  return ({ notice, author }: Message): string => {
    if (!notice) return ''
    const { values } = notice
    const cause = values.cause ?? ''
    return t(`happened.${notice.code}`, {
      name: values.name ?? (author.name || 'none'),
      reference: values.reference ?? 'none',
      words: values.words ?? values.title ?? values.remedy ?? 'none',
      cause: cause || 'none',
    })
  }
}
