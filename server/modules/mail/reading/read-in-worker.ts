import { Worker } from 'node:worker_threads'
import { limits } from '../../../limits.ts'
import { unreadableMail, type Arrival, type ReadMail } from './read-mail.ts'

export interface MailReader {
  /** Never fails: what cannot be read in time or memory comes back `unreadable`, as it came. */
  read(raw: Uint8Array, arrival: Arrival): Promise<ReadMail>
  /** Waits for the mails that are being read. */
  close(): Promise<void>
}

interface Task {
  raw: Uint8Array
  arrival: Arrival
  done(mail: ReadMail): void
}

interface Settings {
  readers: number
  seconds: number
  megabytes: number
}

/** What a reading thread answers. */
export type Answer = { mail: ReadMail } | { problem: string }

const usual: Settings = {
  readers: limits.mailReading.readers,
  seconds: limits.mailReading.readSeconds,
  megabytes: limits.mailReading.readMegabytes,
}

let shared: MailReader | undefined

/** Reads a mail beside the program, with limits on time and memory. Threads start with the first mail. */
export function readInWorker(raw: Uint8Array, arrival: Arrival): Promise<ReadMail> {
  shared ??= mailReader()
  return shared.read(raw, arrival)
}

/** Threads of its own that read mails, one each at a time; one that dies or takes too long is replaced. */
export function mailReader(settings: Partial<Settings> = {}): MailReader {
  const { readers, seconds, megabytes } = { ...usual, ...settings }
  const waiting: Task[] = []
  const idle: Worker[] = []
  const threads = new Set<Worker>()
  const underWay = new Set<Promise<ReadMail>>()

  function start(): Worker {
    const thread = new Worker(new URL('./reading-thread.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: 32 },
    })
    // What it has to say on its way out.
    thread.on('error', () => {})
    threads.add(thread)
    return thread
  }

  function hand(): void {
    while (waiting.length > 0 && (idle.length > 0 || threads.size < readers)) {
      const task = waiting.shift()
      if (task) give(idle.pop() ?? start(), task)
    }
  }

  function give(thread: Worker, { raw, arrival, done }: Task): void {
    const late = setTimeout(() => over('too_slow'), seconds * 1_000)
    const over = (reason: string) => {
      finish()
      threads.delete(thread)
      void thread.terminate()
      done(unreadableMail(raw, reason, arrival))
      hand()
    }
    const onAnswer = (answer: Answer) => {
      finish()
      idle.push(thread)
      done('mail' in answer ? answer.mail : unreadableMail(raw, answer.problem, arrival))
      hand()
    }
    const onError = (error: Error & { code?: string }) =>
      over(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too_much_memory' : 'failed')
    const onExit = () => over('failed')
    function finish(): void {
      clearTimeout(late)
      thread.off('message', onAnswer).off('error', onError).off('exit', onExit)
      thread.unref()
    }
    thread.ref()
    thread.on('message', onAnswer).on('error', onError).on('exit', onExit)
    const copy = new Uint8Array(raw)
    thread.postMessage({ raw: copy, arrival }, [copy.buffer])
  }

  return {
    read(raw, arrival) {
      const reading = new Promise<ReadMail>((done) => {
        waiting.push({ raw, arrival, done })
        hand()
      })
      underWay.add(reading)
      void reading.then(() => underWay.delete(reading))
      return reading
    },
    async close() {
      await Promise.all(underWay)
      await Promise.all([...threads].map((thread) => thread.terminate()))
      threads.clear()
      idle.length = 0
    },
  }
}
