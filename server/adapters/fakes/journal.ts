import { closeSync, fdatasync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, write } from 'node:fs'
import { dirname } from 'node:path'
import { promisify } from 'node:util'

export interface Journal<Entry> {
  /** What was durable when the file was opened, in order. */
  readonly entries: readonly Entry[]
  /** Queues the entry; it is durable once a later `flushed()` resolves. */
  append(entry: Entry): void
  /** Resolves when everything appended so far is on the disk. */
  flushed(): Promise<void>
  close(): Promise<void>
}

/**
 * The books of a fake: one JSON line per fact, only ever appended. A last line without its line end was torn by a kill and
 * was never answered for, so it is cut off; a broken line anywhere else is damage and refuses to open.
 */
export function openJournal<Entry>(file: string): Journal<Entry> {
  mkdirSync(dirname(file), { recursive: true })
  const fd = openSync(file, 'a+', 0o600)
  const content = readFileSync(file)
  const whole = content.lastIndexOf(0x0a) + 1
  if (whole < content.length) {
    ftruncateSync(fd, whole)
    fsyncSync(fd)
  }
  const entries = parseLines<Entry>(content.subarray(0, whole).toString('utf8'), file)
  fsyncFolder(dirname(file))

  let waiting: string[] = []
  let running: Promise<void> | undefined
  async function flush(): Promise<void> {
    while (waiting.length > 0) {
      const batch = Buffer.from(waiting.join(''))
      waiting = []
      await writeWhole(fd, batch)
      await promisify(fdatasync)(fd)
    }
    running = undefined
  }
  return {
    entries,
    append(entry) {
      waiting.push(`${JSON.stringify(entry)}\n`)
      running ??= Promise.resolve().then(flush)
    },
    flushed: async () => {
      await running
    },
    async close() {
      await running
      closeSync(fd)
    },
  }
}

function parseLines<Entry>(text: string, file: string): Entry[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line, index) => {
      try {
        return JSON.parse(line) as Entry
      } catch (cause) {
        throw new Error(`${file}:${index + 1} is damaged; the books cannot be trusted`, { cause })
      }
    })
}

async function writeWhole(fd: number, bytes: Buffer): Promise<void> {
  let offset = 0
  while (offset < bytes.length) {
    offset += (await promisify(write)(fd, bytes, offset, bytes.length - offset, null)).bytesWritten
  }
}

function fsyncFolder(folder: string): void {
  const fd = openSync(folder, 'r')
  fsyncSync(fd)
  closeSync(fd)
}
