import type { Transcript } from './transcript-of.ts'
import { transcriptWords } from './words.ts'

/** A transcript as plain text, exactly as it was written; times by the reader's clock. */
export function writeTranscript(transcript: Transcript): string {
  const { words } = transcriptWords(transcript.locale)
  const blocks = transcript.messages.map(({ at, by, text, files }) =>
    [`${by || words.you}, ${timeOf(transcript, at)}`, text, ...files.map((name) => `[${words.file}: ${name}]`)]
      .filter((line) => line !== '')
      .join('\n'),
  )
  return `${[headOf(transcript).join('\n'), ...(transcript.cut ? [words.cut] : []), ...blocks].join('\n\n')}\n`
}

/** What stands above: whose it is, the reference, about what, with whom, and by which clock. */
export function headOf(transcript: Transcript): string[] {
  const { words } = transcriptWords(transcript.locale)
  const people = transcript.people.map(({ name }) => name || words.you)
  return [
    `${transcript.store}: ${words.title}`,
    `${words.reference}: ${transcript.reference}`,
    ...(transcript.subject === '' ? [] : [`${words.about}: ${transcript.subject}`]),
    `${words.began}: ${timeOf(transcript, transcript.openedAt)}`,
    ...(people.length === 0 ? [] : [`${words.people}: ${people.join(', ')}`]),
    `${words.times}: ${zoneInWords(transcript)}`,
  ]
}

export function timeOf({ locale, timeZone }: Transcript, at: string): string {
  return new Intl.DateTimeFormat(transcriptWords(locale).locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone,
  }).format(new Date(at))
}

function zoneInWords({ locale, timeZone, openedAt }: Transcript): string {
  const parts = new Intl.DateTimeFormat(transcriptWords(locale).locale, {
    timeZone,
    timeZoneName: 'long',
  }).formatToParts(new Date(openedAt))
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
}
