import type { Message } from '#contract/conversations'
import { useConsole } from '../../text.ts'

/** What happened in the conversation, in the reader's language. */
export function useNoticeWords() {
  const { t, has, format } = useConsole()
  return ({ notice, author }: Message): string => {
    if (!notice) return ''
    const { values } = notice
    const cause = values.cause ?? ''
    const step = `happened.${notice.code}.${values.step}`
    if (has(step)) return t(step, { until: values.until ? format.date(values.until) : '' })
    return t(`happened.${notice.code}`, {
      name: values.name ?? (author.name || 'none'),
      reference: values.reference ?? 'none',
      words: values.words ?? values.title ?? values.remedy ?? 'none',
      cause: cause || 'none',
      at: values.at ? format.dayAndTime(values.at) : 'none',
      minutes: Number(values.minutes ?? 0),
      way: values.way ?? 'phone',
    })
  }
}
