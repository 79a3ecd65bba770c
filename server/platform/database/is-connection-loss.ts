const systemCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT', 'ETIMEDOUT'])

/** Whether an error means that the database is away or going away, rather than that a statement was wrong. */
export function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = (error as { code?: unknown }).code
  if (typeof code === 'string') {
    // class 08: connection exception; 57P01-57P03: shutdown, crash, starting up (Postgres, appendix A)
    if (code.startsWith('08') || ['57P01', '57P02', '57P03'].includes(code) || systemCodes.has(code)) return true
  }
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/i.test(
    error.message,
  )
}
