import { textFeatures } from './text-features.ts'

export interface Example {
  text: string
  label: string
}

export interface Ranked {
  label: string
  /** From 0 to 1; all labels together make 1. */
  probability: number
}

export interface TextClassifier {
  /** All labels, likeliest first. */
  rank(text: string): Ranked[]
}

export interface TrainingOptions {
  /** Rounds over all examples. */
  rounds: number
  /** How far one example moves the weights. */
  rate: number
  /** Share of a label's certainty that is given to the others while learning: it keeps confidence honest. */
  smoothing: number
}

const defaults: TrainingOptions = { rounds: 30, rate: 0.15, smoothing: 0.1 }

/**
 * Learns to tell labels apart from example sentences: term weights by how rare a feature is, and a softmax regression with steps
 * that become smaller for what is seen often (Adagrad). The same examples give the same classifier.
 */
export function trainTextClassifier(
  examples: readonly Example[],
  options: Partial<TrainingOptions> = {},
): TextClassifier {
  const { rounds, rate, smoothing } = { ...defaults, ...options }
  const labels = [...new Set(examples.map(({ label }) => label))].toSorted()
  const vocabulary = learnVocabulary(examples)
  const model = new LinearModel(vocabulary.size, labels.length, rate)
  const vectors = examples.map(({ text }) => vocabulary.vectorOf(text))
  const targets = examples.map(({ label }) => labels.indexOf(label))
  const order = vectors.map((_vector, index) => index)
  const random = seededRandom(7)
  for (let round = 0; round < rounds; round++) {
    shuffle(order, random)
    for (const index of order) {
      const vector = vectors[index]
      if (vector) model.learn(vector, targets[index] ?? 0, smoothing)
    }
  }
  return {
    rank: (text) =>
      Array.from(model.probabilities(vocabulary.vectorOf(text)), (probability, index) => ({
        label: labels[index] ?? '',
        probability,
      })).toSorted((one, other) => other.probability - one.probability),
  }
}

/** How much words, pieces of words and meanings count as a whole, however long the text is. */
const blockWeights = [1, 0.7, 2]

/** Features that a text has and the model knows, by number, each with its weight. */
interface Vector {
  features: Int32Array
  weights: Float32Array
}

function learnVocabulary(examples: readonly Example[]) {
  const numbers = new Map<string, number>()
  const textsWith: number[] = []
  const keysOf = (text: string) => {
    const { words, pieces, meanings } = textFeatures(text)
    return [
      [...words].map(([word, times]) => [`w${word}`, times] as const),
      [...pieces].map(([piece, times]) => [`p${piece}`, times] as const),
      [...meanings].map(([meaning, times]) => [`m${meaning}`, times] as const),
    ]
  }
  for (const { text } of examples) {
    for (const [key] of keysOf(text).flat()) {
      const number = numbers.get(key) ?? numbers.size
      numbers.set(key, number)
      textsWith[number] = (textsWith[number] ?? 0) + 1
    }
  }
  const rarity = Float32Array.from(textsWith, (count) => Math.log((1 + examples.length) / (1 + count)) + 1)
  return {
    size: numbers.size,
    vectorOf(text: string): Vector {
      const features: number[] = []
      const weights: number[] = []
      for (const [block, keys] of keysOf(text).entries()) {
        const begin = weights.length
        let squares = 0
        for (const [key, times] of keys) {
          const number = numbers.get(key)
          if (number === undefined) continue
          const weight = (1 + Math.log(times)) * (rarity[number] ?? 1)
          features.push(number)
          weights.push(weight)
          squares += weight * weight
        }
        const length = Math.sqrt(squares) || 1
        for (let at = begin; at < weights.length; at++)
          weights[at] = ((weights[at] ?? 0) * (blockWeights[block] ?? 1)) / length
      }
      return { features: Int32Array.from(features), weights: Float32Array.from(weights) }
    },
  }
}

class LinearModel {
  readonly #labels: number
  readonly #rate: number
  readonly #weights: Float32Array
  readonly #seen: Float32Array
  readonly #bias: Float32Array
  readonly #biasSeen: Float32Array

  constructor(features: number, labels: number, rate: number) {
    this.#labels = labels
    this.#rate = rate
    this.#weights = new Float32Array(features * labels)
    this.#seen = new Float32Array(features * labels).fill(1e-6)
    this.#bias = new Float32Array(labels)
    this.#biasSeen = new Float32Array(labels).fill(1e-6)
  }

  probabilities({ features, weights }: Vector): Float32Array {
    const scores = Float32Array.from(this.#bias)
    for (let at = 0; at < features.length; at++) {
      const base = (features[at] ?? 0) * this.#labels
      const weight = weights[at] ?? 0
      for (let label = 0; label < this.#labels; label++)
        scores[label] = (scores[label] ?? 0) + weight * (this.#weights[base + label] ?? 0)
    }
    return softmax(scores)
  }

  learn(vector: Vector, target: number, smoothing: number): void {
    const errors = this.probabilities(vector)
    for (let label = 0; label < this.#labels; label++) {
      const wanted = smoothing / this.#labels + (label === target ? 1 - smoothing : 0)
      errors[label] = (errors[label] ?? 0) - wanted
    }
    for (let at = 0; at < vector.features.length; at++) {
      const base = (vector.features[at] ?? 0) * this.#labels
      const weight = vector.weights[at] ?? 0
      for (let label = 0; label < this.#labels; label++)
        step(this.#weights, this.#seen, base + label, (errors[label] ?? 0) * weight, this.#rate)
    }
    for (let label = 0; label < this.#labels; label++)
      step(this.#bias, this.#biasSeen, label, errors[label] ?? 0, this.#rate / 10)
  }
}

// Too small a step changes nothing but takes as long.
const smallest = 1e-7

function step(values: Float32Array, seen: Float32Array, at: number, gradient: number, rate: number): void {
  if (gradient > -smallest && gradient < smallest) return
  const sum = (seen[at] ?? 0) + gradient * gradient
  seen[at] = sum
  values[at] = (values[at] ?? 0) - (rate * gradient) / Math.sqrt(sum)
}

function softmax(scores: Float32Array): Float32Array {
  const highest = scores.reduce((most, score) => Math.max(most, score), -Infinity)
  let sum = 0
  for (let at = 0; at < scores.length; at++) {
    scores[at] = Math.exp((scores[at] ?? 0) - highest)
    sum += scores[at] ?? 0
  }
  return scores.map((score) => score / sum)
}

function shuffle(items: number[], random: () => number): void {
  for (let at = items.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    ;[items[at], items[other]] = [items[other] ?? 0, items[at] ?? 0]
  }
}

function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
