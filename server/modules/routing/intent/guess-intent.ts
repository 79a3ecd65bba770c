import { intentClassifier, leastMargin } from './intent-classifier.ts'
import { isReadByWords, isSafety, matchWords } from './match-words.ts'

/** What a sentence may be about, likeliest first, each with how sure that is, from 0 to 1. */
export interface IntentGuess {
  likely: { intent: string; confidence: number }[]
}

const mostLikely = 3
const byWords = 0.9
const charactersRead = 2_000

/**
 * Guesses what a text is about. Words for danger come before everything else, in any language; then the classifier speaks, or, for
 * languages that it has not learned, words.
 */
export function guessIntent(text: string): IntentGuess {
  const begin = text.slice(0, charactersRead)
  if (isSafety(text)) return { likely: [{ intent: 'safety', confidence: 1 }] }
  if (isReadByWords(begin)) {
    const found = matchWords(begin).slice(0, mostLikely)
    return { likely: found.map((intent, place) => ({ intent, confidence: byWords - place * leastMargin })) }
  }
  if (!/\p{Letter}/u.test(begin)) return { likely: [] }
  const ranked = intentClassifier().rank(begin).slice(0, mostLikely)
  return { likely: ranked.map(({ label, probability }) => ({ intent: label, confidence: probability })) }
}

/** Learns what it takes half a second to learn, so that the first text need not wait. */
export function learnIntents(): void {
  intentClassifier()
}

/** The likeliest one, if it is sure enough and clearly ahead; a person decides otherwise. */
export function sureIntent(
  { likely }: IntentGuess,
  leastConfidence: number,
): { intent: string; confidence: number } | null {
  const [first, second] = likely
  if (!first || first.confidence < leastConfidence) return null
  return second && first.confidence - second.confidence < leastMargin ? null : first
}
