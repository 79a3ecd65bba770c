import pino, { type Logger } from 'pino'

export type Log = Logger

const secretPaths = [
  'password',
  'token',
  'secret',
  'authorization',
  'cookie',
  'apiKey',
  'code',
  '*.password',
  '*.token',
  '*.secret',
  '*.authorization',
  '*.cookie',
  '*.apiKey',
  'req.headers.authorization',
  'req.headers.cookie',
  'res.headers["set-cookie"]',
]

/** The program's log: JSON lines on standard output without bodies, cookies, keys or passwords. */
export function createLog(level: string): Log {
  return pino({
    level,
    redact: { paths: secretPaths, censor: '[hidden]' },
    base: { pid: process.pid },
    serializers: { err: errorFields },
  })
}

// A database error also carries `detail` with the values of a row; those are people's data.
function errorFields(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) }
  const { code } = error as { code?: unknown }
  const cause = error.cause === undefined ? {} : { cause: errorFields(error.cause) }
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === 'string' ? { code } : {}),
    stack: error.stack,
    ...cause,
  }
}
