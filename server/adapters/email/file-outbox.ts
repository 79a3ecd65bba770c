import { createHash } from 'node:crypto'
import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EmailPort, OutgoingMail } from '../../modules/mail/outgoing/ports.ts'
import { placeOnce, privateFolder, sweepTemporaries, undefinedWhenAbsent, writeTemporary } from '../durable-file.ts'
import { composeMail } from './compose-mail.ts'

/** One line of `index.jsonl`. */
export interface OutboxEntry {
  key: string
  file: string
  at: string
  from: string
  to: string
  subject: string
  messageId: string
}

export interface FileOutbox extends EmailPort {
  /** What was sent, oldest first. */
  list(): Promise<OutboxEntry[]>
  read(file: string): Promise<string>
}

/**
 * Mail for a store that has no mail server yet: each mail becomes one `.eml` file that any mail program opens, and one line of
 * `index.jsonl`. The file's name comes from the key, so that a repeat finds it and writes nothing: exactly once per key.
 */
export function fileOutbox(options: { folder: string; now: () => Date }): FileOutbox {
  const { folder } = options
  const index = join(folder, 'index.jsonl')
  let last: Promise<unknown> = Promise.resolve()
  let ready: Promise<void> | undefined

  async function prepare(): Promise<void> {
    await privateFolder(folder)
    await sweepTemporaries(folder)
  }

  // One mail after the other, so that looking into the index and adding to it never interleave.
  function inTurn<T>(action: () => Promise<T>): Promise<T> {
    const turn = last.then(action, action)
    last = turn.catch(() => {})
    return turn
  }

  async function list(): Promise<OutboxEntry[]> {
    const text = (await readFile(index, 'utf8').catch(undefinedWhenAbsent)) ?? ''
    return text.split('\n').flatMap(parsedLine)
  }

  async function write(mail: OutgoingMail): Promise<{ messageId: string; response: string }> {
    ready ??= prepare()
    await ready
    const file = fileNameOf(mail.key)
    const at = options.now()
    const content = await composeMail(mail, at)
    const temporary = await writeTemporary(folder, (handle) => handle.writeFile(content))
    const isNew = await placeOnce(temporary, join(folder, file))
    // A kill between the two writes leaves a mail that the index lacks; the repeat adds the line.
    const isListed = !isNew && (await list()).some((entry) => entry.file === file)
    if (!isListed) {
      const { key, messageId, subject } = mail
      const entry: OutboxEntry = {
        key,
        file,
        at: at.toISOString(),
        from: mail.from.address,
        to: mail.to.address,
        subject,
        messageId,
      }
      // The leading line end closes a line that a kill tore; empty lines are skipped.
      await appendFile(index, `\n${JSON.stringify(entry)}\n`, { mode: 0o600, flush: true })
    }
    return { messageId: mail.messageId, response: file }
  }

  return {
    send: (mail) => inTurn(() => write(mail)),
    list: () => inTurn(list),
    async read(file) {
      if (!/^[\w.-]+\.eml$/.test(file)) throw new TypeError('not a file of the outbox')
      return readFile(join(folder, file), 'utf8')
    },
  }
}

function fileNameOf(key: string): string {
  const readable = key.replaceAll(/[^\w.-]+/g, '-').slice(0, 80)
  return `${readable}-${createHash('sha256').update(key).digest('hex').slice(0, 12)}.eml`
}

function parsedLine(line: string): OutboxEntry[] {
  try {
    return [JSON.parse(line) as OutboxEntry]
  } catch {
    return []
  }
}
