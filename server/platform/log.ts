import pino, { type Logger } from 'pino'

export type Log = Logger

const secretPaths = [
  'password', 'token', 'secret', 'authorization', 'cookie', 'apiKey', 'code',
  '*.password', '*.token', '*.secret', '*.authorization', '*.cookie', '*.apiKey',
  'req.headers.authorization', 'req.headers.cookie', 'res.headers["set-cookie"]',
]

/** The program's log: JSON lines on standard output without bodies, cookies, keys or passwords. */
export function createLog(level: string): Log {
  return pino({ level, redact: { paths: secretPaths, censor: '[hidden]' }, base: { pid: process.pid } })
}
