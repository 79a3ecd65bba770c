import { momentInWords } from '#platform/words'
import { isolated, moneyLineOf, say, valuesOf, type Speaker } from './format.ts'
import { placeholderOf, withoutPlaceholders, type HiddenValues } from './hidden.ts'
import { layOut } from './layout.ts'
import {
  topicOf,
  type Entry,
  type MoneyLine,
  type TemplateName,
  type TemplateParams,
  type Things,
} from './templates.ts'
import { wayOf, type Topic } from './topics.ts'
import { groupsOf } from './points.ts'
import { wrapLines } from './wrap-lines.ts'

/** Around a mail: whose it is and what it is about. */
export interface MailFrame {
  storeName: string
  /** Where a shopper writes to us; whoever works here is not told. */
  helpUrl?: string | undefined
  /** The store's order number, and the reference that people say on the phone. */
  order?: string
  reference?: string
  /** Where the button leads; a template without a button ignores it. */
  url?: string
  /** Whom it is to, which says why it came; nothing is said without it. */
  reader?: 'shopper' | 'seller' | 'staff' | 'address'
  /** What several pieces of news are about. */
  topics?: Topic[]
  /** Where a shopper chooses what they get, and where one tap ends this kind of mail. */
  chooseUrl?: string
  unsubscribeUrl?: string
  /** Where paths of several pieces of news lead. */
  baseUrl?: string
}

export interface ComposedMail {
  subject: string
  text: string
  html: string
  /** What stands behind each placeholder; filled in when the mail leaves. */
  hidden: HiddenValues
  /** How it would begin among others: its answer, and its first words. */
  entry: { headline: string; words: string }
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
  const subject = subjectOf(speaker, copy.subject, params as Record<string, unknown>)
  const headline = say(speaker, copy.headline, values)
  const paragraphs = paragraphsOf(speaker, copy.body, values)
  const lines = 'lines' in params ? (params.lines as MoneyLine[]).map((line) => moneyLineOf(speaker, line)) : []
  const link = 'link' in hidden ? placeholderOf('link') : frame.url
  const button = copy.button && link ? { words: say(speaker, copy.button, values), url: link } : undefined
  const other =
    copy.other && 'other' in hidden
      ? { words: say(speaker, copy.other, values), url: placeholderOf('other') }
      : undefined
  const said = 'said' in params && params.said !== '' ? linesOfWords(params.said) : []
  const quoted = copy.quoted && said.length > 0 ? say(speaker, copy.quoted, values) : undefined
  const entries = 'entries' in params ? (params.entries as Entry[]).map((entry) => shown(entry, speaker, frame)) : []
  const footer = footerOf(template, speaker, frame)
  const { seeIt } = speaker.catalog
  const text = textOf({ headline, paragraphs, quoted, said, lines, entries, button, other, footer })
  const html = layOut({
    language: speaker.locale,
    direction: speaker.direction,
    storeName: isolated(speaker, frame.storeName),
    subject,
    headline,
    paragraphs,
    quoted,
    said,
    lines,
    entries,
    seeIt,
    button,
    other,
    orOpen: speaker.catalog.orOpen,
    footer,
  })
  return { subject, text, html, hidden, entry: entryOf(template, params, speaker) }
}

/** How a fact would begin among others: its answer, and its first words. */
export function entryOf<T extends TemplateName>(
  template: T,
  params: TemplateParams[T],
  speaker: Speaker,
): ComposedMail['entry'] {
  const copy = speaker.catalog.templates[template]
  const { values } = valuesOf(speaker, params as Record<string, unknown>)
  const [first] = paragraphsOf(speaker, copy.body, values)
  const said = 'said' in params && params.said !== '' ? linesOfWords(params.said) : []
  return { headline: say(speaker, copy.headline, values), words: first ?? said[0] ?? '' }
}

function paragraphsOf(speaker: Speaker, body: string, values: Record<string, string | number>): string[] {
  return say(speaker, body, values)
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
}

const subjectCharacters = 78

// Lists of mails show the first sixty or so: a long name of a thing gives way to what happened with it.
function subjectOf(speaker: Speaker, message: string, params: Record<string, unknown>): string {
  const said = (values: Record<string, unknown>) => say(speaker, message, valuesOf(speaker, values).values)
  const whole = said(params)
  const over = whole.length - subjectCharacters
  const name = isThings(params.things) ? 'things' : typeof params.title === 'string' ? 'title' : undefined
  if (over <= 0 || !name) return whole
  const title = isThings(params.things) ? params.things.title : String(params.title)
  const short = title.length - over - 1 < shortestTitle ? title : shortened(title, title.length - over - 1)
  return said({ ...params, [name]: isThings(params.things) ? { ...params.things, title: short } : short })
}

const shortestTitle = 8

// Neither half of a letter nor a comma stands before the dots.
function shortened(title: string, length: number): string {
  return `${title.slice(0, length).replace(/(?:[\uD800-\uDBFF]|[\s,;:.(–-])+$/, '')}…`
}

function isThings(value: unknown): value is Things {
  return typeof value === 'object' && value !== null && 'title' in value
}

/** Parts of a mail, as plain text. */
export interface MailParts {
  headline: string
  paragraphs: string[]
  /** Over what somebody wrote; without it that comes before all else. */
  quoted: string | undefined
  /** What somebody wrote, line by line, exactly as they did. */
  said: string[]
  lines: { label: string; value: string }[]
  /** Several pieces of news, each with where it leads. */
  entries: { headline: string; words: string; when: string | undefined; url: string | undefined }[]
  button: { words: string; url: string } | undefined
  other: { words: string; url: string } | undefined
  footer: FooterLine[]
}

/** One of the last lines, with the address that it names. */
export interface FooterLine {
  words: string
  url?: string
}

function shown(
  { headline, words, path, at }: Entry,
  speaker: Speaker,
  { baseUrl }: MailFrame,
): MailParts['entries'][number] {
  return {
    headline,
    words,
    when: at && momentInWords(new Date(at), speaker.zone, speaker.locale),
    url: path === null || baseUrl === undefined ? undefined : `${baseUrl}${path}`,
  }
}

/** Whose mail it is and what about; how to write to us; why it came, and how it stops. */
function footerOf(template: TemplateName, speaker: Speaker, frame: MailFrame): FooterLine[] {
  const { catalog } = speaker
  const about = [
    isolated(speaker, frame.storeName),
    frame.order && say(speaker, catalog.order, { order: isolated(speaker, frame.order) }),
    frame.reference && say(speaker, catalog.reference, { reference: isolated(speaker, frame.reference) }),
  ]
  return [
    { words: about.filter(Boolean).join(' · ') },
    ...(frame.helpUrl ? [{ words: catalog.writeToUs, url: frame.helpUrl }] : []),
    ...(frame.reader ? [{ words: whyOf(template, speaker, { ...frame, reader: frame.reader }) }] : []),
    ...(frame.chooseUrl ? [{ words: catalog.choose, url: frame.chooseUrl }] : []),
    ...(frame.unsubscribeUrl ? [{ words: catalog.unsubscribe, url: frame.unsubscribeUrl }] : []),
  ]
}

function whyOf(
  template: TemplateName,
  speaker: Speaker,
  { reader, storeName, topics: about }: MailFrame & Required<Pick<MailFrame, 'reader'>>,
): string {
  const { why, topics } = speaker.catalog
  const topic = topicOf[template]
  const isAlways = wayOf(topic, 'email') === 'always'
  const kind = reader === 'shopper' ? (isAlways ? (topic as 'sign_in' | 'money' | 'answers') : 'chosen') : reader
  const all = new Intl.ListFormat(speaker.locale).format((about ?? [topic]).map((each) => topics[each]))
  return say(speaker, why[kind], { store: isolated(speaker, storeName), topic: all })
}

// What people wrote keeps its lines; nothing in it is taken for a placeholder of ours.
function linesOfWords(said: string): string[] {
  return withoutPlaceholders(said).replaceAll('\r\n', '\n').split('\n')
}

function textOf({ headline, paragraphs, quoted, said, lines, entries, button, other, footer }: MailParts): string {
  const body = groupsOf(paragraphs).map((group) => group.map((line) => wrapLines(line)).join('\n'))
  const words = said.join('\n')
  const blocks = [
    wrapLines(headline),
    ...(quoted === undefined ? [words, ...body] : [...body, words && `${quoted}\n${words}`]),
    lines.map(({ label, value }) => wrapLines(`${label}: ${value}`)).join('\n'),
    ...entries.map((entry) =>
      [wrapLines(`* ${entry.headline}`), entry.when, wrapLines(entry.words), entry.url].filter(Boolean).join('\n'),
    ),
    button ? `${led(button.words)}\n${button.url}` : '',
    other ? `${led(other.words)}\n${other.url}` : '',
    ['-- ', ...footer.map(lineOf)].join('\n'),
  ]
  return `${blocks.filter(Boolean).join('\n\n')}\n`
}

// What an address is for; a question needs no colon.
function led(words: string): string {
  return /[?؟!]$/.test(words) ? words : `${words}:`
}

// An address stands behind its words where there is room, and else on a line of its own.
function lineOf({ words, url }: FooterLine): string {
  if (!url) return wrapLines(words)
  const whole = `${words} ${url}`
  return whole.length <= 78 ? whole : `${wrapLines(words)}\n${url}`
}
