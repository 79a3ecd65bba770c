import { moneyLineOf, say, valuesOf, type Speaker } from './format.ts'
import { placeholderOf, withoutPlaceholders, type HiddenValues } from './hidden.ts'
import { layOut } from './layout.ts'
import type { MoneyLine, TemplateName, TemplateParams } from './templates.ts'

/** Around a mail: whose it is and what it is about. */
export interface MailFrame {
  storeName: string
  /** Where a shopper writes to us; whoever works here is not told. */
  helpUrl?: string
  /** The store's order number, and the reference that people say on the phone. */
  order?: string
  reference?: string
  /** Where the button leads; a template without a button ignores it. */
  url?: string
}

export interface ComposedMail {
  subject: string
  text: string
  html: string
  /** What stands behind each placeholder; filled in when the mail leaves. */
  hidden: HiddenValues
}

/** Writes one mail as text and HTML: the answer first, then why, then one button. Everything that people typed is escaped. */
export function composeMail<T extends TemplateName>(
  template: T,
  params: TemplateParams[T],
  speaker: Speaker,
  frame: MailFrame,
): ComposedMail {
  const copy = speaker.catalog.templates[template]
  const { values, hidden } = valuesOf(speaker, params as Record<string, unknown>)
  const subject = say(speaker, copy.subject, values)
  const headline = say(speaker, copy.headline, values)
  const paragraphs = say(speaker, copy.body, values)
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  const lines = 'lines' in params ? (params.lines as MoneyLine[]).map((line) => moneyLineOf(speaker, line)) : []
  const link = 'link' in hidden ? placeholderOf('link') : frame.url
  const button = copy.button && link ? { words: say(speaker, copy.button, values), url: link } : undefined
  const other =
    copy.other && 'other' in hidden
      ? { words: say(speaker, copy.other, values), url: placeholderOf('other') }
      : undefined
  const said = 'said' in params && params.said !== '' ? linesOfWords(params.said) : []
  const footer = [
    [
      frame.storeName,
      frame.order && say(speaker, speaker.catalog.order, { order: frame.order }),
      frame.reference && say(speaker, speaker.catalog.reference, { reference: frame.reference }),
    ]
      .filter(Boolean)
      .join(' · '),
    frame.helpUrl ? say(speaker, speaker.catalog.writeToUs, { url: frame.helpUrl }) : '',
  ].filter(Boolean)
  const text = textOf({ headline, paragraphs, said, lines, button, other, footer })
  const html = layOut({
    language: speaker.locale,
    direction: speaker.direction,
    storeName: frame.storeName,
    subject,
    headline,
    paragraphs,
    said,
    lines,
    button,
    other,
    orOpen: speaker.catalog.orOpen,
    footer,
  })
  return { subject, text, html, hidden }
}

/** Parts of a mail, as plain text. */
export interface MailParts {
  headline: string
  paragraphs: string[]
  /** What somebody wrote, line by line, exactly as they did. */
  said: string[]
  lines: { label: string; value: string }[]
  button: { words: string; url: string } | undefined
  other: { words: string; url: string } | undefined
  footer: string[]
}

// What people wrote keeps its lines; nothing in it is taken for a placeholder of ours.
function linesOfWords(said: string): string[] {
  return withoutPlaceholders(said).replaceAll('\r\n', '\n').split('\n')
}

function textOf({ headline, paragraphs, said, lines, button, other, footer }: MailParts): string {
  const blocks = [
    headline,
    ...paragraphs,
    said.join('\n'),
    lines.map(({ label, value }) => `${label}: ${value}`).join('\n'),
    button ? `${button.words}:\n${button.url}` : '',
    other ? `${other.words}:\n${other.url}` : '',
    ['-- ', ...footer].join('\n'),
  ]
  return `${blocks.filter(Boolean).join('\n\n')}\n`
}
