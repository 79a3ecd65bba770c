import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { intentExamples } from '../server/modules/routing/intent/intent-classifier.ts'
import {
  trainTextClassifier,
  type Example,
  type TextClassifier,
} from '../server/modules/routing/intent/text-classifier.ts'

// The public sets are fetched by whoever runs this, into one folder (--intent-data):
//   bank-train.csv, bank-test.csv   PolyAI-LDN/task-specific-datasets, banking_data/{train,test}.csv (CC BY 4.0)
//   clinc.json                      clinc/oos-eval, data/data_full.json (CC BY 3.0)
//   bitext.csv                      Bitext customer service sample (CDLA-Sharing 1.0): flags, utterance, category, intent

/** Accuracy of the classifier that chooses queues: on our own sentences, and learned anew on public sets where they are at hand. */
export function benchIntents(folder: string | undefined) {
  const own = intentExamples()
  const classifier = trainTextClassifier(own)
  const bitext = csvAt(folder, 'bitext.csv')
    ?.filter((row) => row.length === 4 && /^[a-z_]+$/.test(row[3] ?? '') && row[3] !== 'saying_hello')
    .map(([, text = '', , label = '']) => ({ text, label }))
  return {
    ownFiveFold: fiveFold(own),
    microsecondsPerMessage: microseconds(classifier, own),
    bitextTenExamples: bitext && tenExamples(bitext),
    bitextUnseen: bitext && unseen(classifier, bitext),
    banking77: banking(folder),
    clinc150: clinc(folder),
  }
}

function accuracy(classifier: TextClassifier, tests: readonly Example[]): number {
  const right = tests.filter(({ text, label }) => classifier.rank(text)[0]?.label === label).length
  return round(right / tests.length)
}

/** Each sentence is guessed by a classifier that has not seen it. */
function fiveFold(examples: readonly Example[]): number {
  const folds = [0, 1, 2, 3, 4].map((fold) =>
    accuracy(
      trainTextClassifier(examples.filter((_example, at) => at % 5 !== fold)),
      examples.filter((_example, at) => at % 5 === fold),
    ),
  )
  return round(folds.reduce((sum, each) => sum + each, 0) / folds.length)
}

/** Ten examples of each of the 27 intents, drawn with five seeds; all others are guessed. */
function tenExamples(examples: readonly Example[]): number {
  const rounds = [1, 2, 3, 4, 5].map((seed) => {
    const random = seeded(seed)
    const groups = Map.groupBy(examples, ({ label }) => label)
    const [known, tests]: [Example[], Example[]] = [[], []]
    for (const group of groups.values()) {
      const mixed = group.map((each) => ({ each, at: random() })).toSorted((one, other) => one.at - other.at)
      known.push(...mixed.slice(0, 10).map(({ each }) => each))
      tests.push(...mixed.slice(10).map(({ each }) => each))
    }
    return accuracy(trainTextClassifier(known), tests)
  })
  return round(rounds.reduce((sum, each) => sum + each, 0) / rounds.length)
}

/** Our own classifier on sentences of strangers, with their 27 intents folded into ours. */
function unseen(classifier: TextClassifier, examples: readonly Example[]): number {
  return accuracy(
    classifier,
    examples.flatMap(({ text, label }) => (folded[label] ? [{ text, label: folded[label] }] : [])),
  )
}

function banking(folder: string | undefined): number | undefined {
  const [train, test] = ['bank-train.csv', 'bank-test.csv'].map((name) =>
    csvAt(folder, name)?.map(([text = '', label = '']) => ({ text, label })),
  )
  return train && test && accuracy(trainTextClassifier(train, { rounds: 15, rate: 0.1 }), test)
}

/** The margin below which nothing is guessed is the best one on the validation part; measured on the test part. */
function clinc(folder: string | undefined) {
  const path = folder && join(folder, 'clinc.json')
  if (!path || !existsSync(path)) return undefined
  const parts = JSON.parse(readFileSync(path, 'utf8')) as Record<string, [string, string][]>
  const part = (name: string) => (parts[name] ?? []).map(([text, label]) => ({ text, label }))
  const classifier = trainTextClassifier(part('train'), { rounds: 12, rate: 0.2 })
  const guess = (name: string) =>
    part(name).map(({ text, label }) => {
      const [first, second] = classifier.rank(text)
      return { isRight: first?.label === label, margin: (first?.probability ?? 0) - (second?.probability ?? 0) }
    })
  const share = <T>(items: readonly T[], keep: (item: T) => boolean) => round(items.filter(keep).length / items.length)
  const measure = (inside: Guess[], outside: Guess[], least: number) => ({
    inScopeRight: share(inside, ({ isRight, margin }) => isRight && margin >= least),
    outOfScopeRejected: share(outside, ({ margin }) => margin < least),
  })
  const [inside, outside] = [guess('val'), guess('oos_val')]
  const worth = (least: number) => {
    const { inScopeRight, outOfScopeRejected } = measure(inside, outside, least)
    return inScopeRight + outOfScopeRejected
  }
  const margins = Array.from({ length: 100 }, (_each, at) => at / 100)
  const best = margins.reduce((most, least) => (worth(least) > worth(most) ? least : most), 0)
  return measure(guess('test'), guess('oos_test'), best)
}

interface Guess {
  isRight: boolean
  margin: number
}

function microseconds(classifier: TextClassifier, examples: readonly Example[]): number {
  const begin = performance.now()
  for (let times = 0; times < 10; times++) for (const { text } of examples) classifier.rank(text)
  return Math.round(((performance.now() - begin) * 1000) / (10 * examples.length))
}

const folded: Record<string, string> = {
  cancel_order: 'cancel_order',
  check_cancellation_fee: 'cancel_order',
  change_order: 'change_order',
  change_shipping_address: 'change_address',
  set_up_shipping_address: 'change_address',
  check_invoice: 'invoice',
  get_invoice: 'invoice',
  check_payment_methods: 'payment_problem',
  payment_issue: 'payment_problem',
  check_refund_policy: 'return_policy',
  complaint: 'complaint',
  review: 'complaint',
  contact_customer_service: 'talk_to_person',
  contact_human_agent: 'talk_to_person',
  create_account: 'account_change',
  edit_account: 'account_change',
  delete_account: 'account_change',
  switch_account: 'account_access',
  recover_password: 'account_access',
  registration_problems: 'account_access',
  delivery_options: 'delivery_options',
  delivery_period: 'track_order',
  get_refund: 'refund_request',
  newsletter_subscription: 'newsletter',
  place_order: 'place_order',
  track_order: 'track_order',
  track_refund: 'refund_status',
}

function csvAt(folder: string | undefined, name: string): string[][] | undefined {
  const path = folder && join(folder, name)
  if (!path || !existsSync(path)) return undefined
  return rowsOf(readFileSync(path, 'utf8')).slice(1)
}

function rowsOf(text: string): string[][] {
  const cells = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g
  const rows: string[][] = [[]]
  for (const [whole, quoted, plain, end] of text.matchAll(cells)) {
    if (whole === '') break
    rows.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
    if (end !== ',') rows.push([])
  }
  return rows.filter((row) => row.length > 1)
}

function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function round(share: number): number {
  return Math.round(share * 10_000) / 10_000
}
