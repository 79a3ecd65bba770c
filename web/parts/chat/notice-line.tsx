import type { Message } from '#contract/conversations'
import { useChatText } from './text.ts'

/** Something that happened, in a line between the messages. */
export function NoticeLine({ message }: { message: Message }) {
  const { t, has, format } = useChatText()
  const key = `notice.${message.notice?.code ?? ''}`
  const values = message.notice?.values ?? {}
  const words = has(key)
    ? t(key, { remedy: '', reference: '', ...values, name: values.name || t('chat.someone') })
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
