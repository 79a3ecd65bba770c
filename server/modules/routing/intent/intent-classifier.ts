import { english } from './sentences/en.ts'
import { german } from './sentences/de.ts'
import { trainTextClassifier, type Example, type TextClassifier } from './text-classifier.ts'

/** How much likelier than the second the first has to be, before we act on it without asking. */
export const leastMargin = 0.15

let trained: TextClassifier | undefined

/**
 * Tells what a message is about, learned from our own sentences: less than half a second, once in a process, and no download.
 * Nothing that shoppers write is learned from.
 */
export function intentClassifier(): TextClassifier {
  trained ??= trainTextClassifier(intentExamples())
  return trained
}

/** The sentences that it learns from, each with its intent. */
export function intentExamples(): Example[] {
  return [english, german].flatMap((language) =>
    Object.entries(language).flatMap(([label, sentences]) => sentences.map((text: string) => ({ text, label }))),
  )
}
