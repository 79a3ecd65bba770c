import { appendFileSync, readFileSync } from 'node:fs'

/** A write that the client sends until somebody answers it, always under the same key. */
export interface Request {
  key: string
  /** Which of the demonstration store's keys signs it. */
  as: 'import' | 'agent' | 'shopper'
  /** The shopper it acts for. */
  shopper?: string
  method: 'POST' | 'PUT'
  path: string
  body: unknown
}

export interface Answered {
  key: string
  status: number
  text: string
  /** How often it was sent until somebody answered. */
  tries: number
}

type Entry = { is: 'asked'; request: Request } | { is: 'answered'; answer: Answered }

/** What a client knows it was told, written down before it goes on. */
export function openJournal(file: string) {
  const write = (entry: Entry) => appendFileSync(file, `${JSON.stringify(entry)}\n`)
  return {
    asked: (request: Request) => write({ is: 'asked', request }),
    answered: (answer: Answered) => write({ is: 'answered', answer }),
  }
}

export interface JournalLine {
  request: Request
  answer: Answered | undefined
}

/** Every request in the order in which it was made, with its answer if there was one. */
export function readJournal(file: string): JournalLine[] {
  const lines = new Map<string, JournalLine>()
  for (const text of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const entry = JSON.parse(text) as Entry
    if (entry.is === 'asked') lines.set(entry.request.key, { request: entry.request, answer: undefined })
    else {
      const line = lines.get(entry.answer.key)
      if (line) line.answer = entry.answer
    }
  }
  return [...lines.values()]
}
