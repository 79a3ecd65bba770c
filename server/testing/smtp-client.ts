import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** One SMTP connection, word for word. */
export interface SmtpClient {
  /** Sends a line, or bytes as they are, and answers the whole reply. */
  say(line: string | Uint8Array): Promise<string>
  /** Sends without waiting. */
  write(bytes: string | Uint8Array): void
  /** The next reply; empty once the connection has ended. */
  reply(): Promise<string>
  end(): void
}

export async function smtpClient(port: number): Promise<SmtpClient & { greeting: string }> {
  const socket: Socket = connect(port, '127.0.0.1')
  const replies: string[] = []
  const waiting: ((reply: string) => void)[] = []
  let text = ''
  let ended = false
  const take = (reply: string) => {
    const taker = waiting.shift()
    if (taker) taker(reply)
    else replies.push(reply)
  }
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1')
    for (let found = lastLine.exec(text); found; found = lastLine.exec(text)) {
      const end = found.index + found[0].length
      take(text.slice(0, end).trimEnd())
      text = text.slice(end)
    }
  })
  socket.on('error', () => undefined)
  socket.on('close', () => {
    ended = true
    for (const taker of waiting.splice(0)) taker('')
  })
  const reply = () => {
    const next = replies.shift()
    if (next !== undefined || ended) return Promise.resolve(next ?? '')
    return new Promise<string>((resolve) => waiting.push(resolve))
  }
  await once(socket, 'connect')
  return {
    greeting: await reply(),
    reply,
    write: (bytes) => void socket.write(bytes),
    async say(line) {
      socket.write(typeof line === 'string' ? `${line}\r\n` : line)
      return await reply()
    },
    end: () => socket.destroy(),
  }
}

const lastLine = /^\d{3} .*\r\n/m

/** Brings one mail and answers the last reply, such as `250 …`; its envelope as given. */
export async function bringMail(
  port: number,
  raw: string | Uint8Array,
  { from = 'someone@client.test', to = ['support@shop.test'] }: { from?: string; to?: string[] } = {},
): Promise<string> {
  const client = await smtpClient(port)
  try {
    let last = await client.say('EHLO client.test')
    const lines = [`MAIL FROM:<${from}>`, ...to.map((address) => `RCPT TO:<${address}>`), 'DATA']
    for (const line of lines) {
      last = await client.say(line)
      if (!/^[23]/.test(last)) return last
    }
    return await client.say(dotted(Buffer.from(raw as Uint8Array)))
  } finally {
    client.end()
  }
}

/** As DATA is sent: a dot before each line that begins with one, and a line with a dot alone behind it. */
export function dotted(raw: Buffer): Buffer {
  const text = raw.toString('latin1').replaceAll(/(^|\r\n)\./g, '$1..')
  return Buffer.from(`${text}${text.endsWith('\r\n') ? '' : '\r\n'}.\r\n`, 'latin1')
}
