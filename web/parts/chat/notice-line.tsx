import type { Message } from '#contract/conversations'
import { useChatText } from './text.ts'

/** Something that happened, in a line between the messages. */
export function NoticeLine({ message }: { message: Message }) {
  const { t, has, format } = useChatText()
  const values = message.notice?.values ?? {}
  const code = `notice.${message.notice?.code ?? ''}`
  const key = has(`${code}.${values.step}`) ? `${code}.${values.step}` : code
  const until = values.until ? format.date(values.until) : ''
  const at = values.at ? format.dayAndTime(values.at) : 'none'
  const minutes = Number(values.minutes ?? 0)
  const words = has(key)
    ? t(key, {
        remedy: '',
        reference: '',
        way: 'phone',
        ...values,
        until,
        at,
        minutes,
        name: values.name || t('chat.someone'),
      })
    : message.text
  if (!words) return null
  return (
    <p className="my-2 text-center text-sm text-soft">
      <bdi>{words}</bdi>
      <span aria-hidden="true"> · </span>
      <time dateTime={message.at} className="text-xs">
        {format.time(message.at)}
      </time>
    </p>
  )
}
