import { splitAddresses } from './split-addresses.ts'

/** Text as somebody wrote it. Addresses can be followed; nothing else in it means anything. */
export function PlainText({ text }: { text: string }) {
  const parts = splitAddresses(text)
  if (parts.length === 1) return text
  return parts.map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <a
        // Parts of one text never move.
        key={`${index}-${part}`}
        href={part}
        target="_blank"
        rel="noopener noreferrer nofollow"
        dir="ltr"
        className="text-current underline underline-offset-2"
      >
        {part}
      </a>
    ),
  )
}
