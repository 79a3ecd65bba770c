import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

// The public sets are fetched by whoever runs this, into one folder (--search-data), and are not ours to pass on:
//   stackfaq.json   ML-Recipes/BERT-FAQ, data/StackFAQ/stackExchange-FAQ.json: 125 threads with paraphrases of their questions
//                   (M. Karan, J. Šnajder, Paraphrase-focused learning to rank for domain-specific FAQ retrieval, 2018)
//   covidfaq.json   the same, data/CovidFAQ/query_answer_pairs.json: 67 answers with what people really asked
//   shop-faq.json   feven-t/semantic_Search, Ecommerce_FAQ_Chatbot_dataset.json: 79 questions and answers of a store
//   bitext.csv      Bitext customer service sample (CDLA-Sharing 1.0): flags, utterance, category, intent
//   wiki.txt        clinc/oos-eval, data/all_wiki_sents.txt (CC BY 3.0): sentences that lie about as distractors
// Bitext's sentences of fifteen intents are asked of the store's questions; which of those answer an intent was decided by hand, below.

export interface SearchSet {
  name: string
  documents: { id: string; title: string; body: string }[]
  queries: { text: string; relevant: ReadonlySet<string>; half: 0 | 1 }[]
}

/** The sets that are in a folder; undefined where one of them is missing. */
export function readSets(folder: string | undefined): { sets: SearchSet[]; sentences: string[] } | undefined {
  const names = ['stackfaq.json', 'covidfaq.json', 'shop-faq.json', 'bitext.csv', 'wiki.txt']
  if (!folder || names.some((name) => !existsSync(join(folder, name)))) return undefined
  const [stack = '', covid = '', shop = '', bitext = '', wiki = ''] = names.map((name) =>
    readFileSync(join(folder, name), 'utf8'),
  )
  return {
    sets: [stackFaq(stack), covidFaq(covid), shopFaq(shop, bitext)],
    sentences: wiki.split('\n').filter((line) => line.trim() !== ''),
  }
}

const answeredBy: Readonly<Record<string, readonly string[]>> = {
  create_account: ['How can I create an account?'],
  check_payment_methods: ['What payment methods do you accept?'],
  track_order: ['How can I track my order?'],
  check_refund_policy: ['What is your return policy?'],
  cancel_order: ['Can I cancel my order?'],
  delivery_period: ['How long does shipping take?'],
  delivery_options: [
    'Do you offer international shipping?',
    'Do you offer expedited shipping?',
    'Can I order a product for delivery to a different country?',
  ],
  change_shipping_address: ['Can I change my shipping address after placing an order?'],
  contact_customer_service: ['How can I contact customer support?'],
  contact_human_agent: ['How can I contact customer support?', 'Do you offer live chat support?'],
  get_invoice: ['Can I request an invoice for my order?'],
  check_invoice: ['Can I request an invoice for my order?'],
  change_order: ['Can I change or cancel an item in my order?'],
  review: ['How can I leave a product review?'],
  newsletter_subscription: ['What is your email newsletter about?'],
}

function stackFaq(text: string): SearchSet {
  type Thread = { question: string; answer?: string | string[]; rephr?: string | string[] }
  const threads = (JSON.parse(text) as { root: { qapair: Thread[] } }).root.qapair
  return {
    name: 'StackFAQ',
    documents: threads.map(({ question, answer }, at) => ({
      id: `stack-${at}`,
      title: question,
      body: listOf(answer).join('\n\n'),
    })),
    queries: threads.flatMap(({ rephr }, at) =>
      listOf(rephr)
        .filter((each) => each && each !== '*')
        .map((each) => asked(each, [`stack-${at}`])),
    ),
  }
}

function covidFaq(text: string): SearchSet {
  const rows = JSON.parse(text) as { query_type: string; question: string; answer: string }[]
  const byAnswer = new Map<string, SearchSet['documents'][number]>()
  const relevant = new Map<string, Set<string>>()
  for (const { query_type, question, answer } of rows) {
    if (query_type !== 'faq' || byAnswer.has(answer.trim())) continue
    byAnswer.set(answer.trim(), { id: `covid-${byAnswer.size}`, title: question.trim(), body: answer })
  }
  for (const { query_type, question, answer } of rows) {
    const document = byAnswer.get(answer.trim())
    if (query_type === 'faq' || !document) continue
    relevant.set(question.trim(), (relevant.get(question.trim()) ?? new Set()).add(document.id))
  }
  return {
    name: 'CovidFAQ',
    documents: [...byAnswer.values()],
    queries: [...relevant].map(([question, ids]) => asked(question, [...ids])),
  }
}

function shopFaq(faq: string, bitext: string): SearchSet {
  const parsed = JSON.parse(faq) as { questions: { question: string; answer: string }[] }
  const documents = parsed.questions.map(({ question, answer }, at) => ({
    id: `shop-${at}`,
    title: question,
    body: answer,
  }))
  const idOf = new Map(documents.map(({ id, title }) => [title, id]))
  return {
    name: 'Shop FAQ',
    documents,
    queries: bitext.split(/\r?\n/).flatMap((line) => {
      const [, utterance, intent] = /^[^,]*,("(?:[^"]|"")*"|[^,]*),[^,]*,([^,]*)$/.exec(line) ?? []
      const titles = answeredBy[intent ?? '']
      if (utterance === undefined || !titles) return []
      const plain = utterance.startsWith('"') ? utterance.slice(1, -1).replaceAll('""', '"') : utterance
      return [
        asked(
          plain,
          titles.map((title) => idOf.get(title) ?? ''),
        ),
      ]
    }),
  }
}

// Which half a question belongs to is said by its words (FNV-1a), so that nobody chooses.
function asked(text: string, ids: readonly string[]): SearchSet['queries'][number] {
  let hash = 2_166_136_261
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619) >>> 0
  return { text, relevant: new Set(ids), half: hash % 2 === 0 ? 0 : 1 }
}

function listOf(value: string | string[] | undefined): string[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}
