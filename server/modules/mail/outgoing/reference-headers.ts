// RFC 5322 names no limit; servers do, for a header as a whole.
const mostReferences = 20

/**
 * In-Reply-To and References of a mail that goes on with others.
 * @param inReplyTo the mail that is answered, without angle brackets as all of them
 * @param references what went before, oldest first
 */
export function referenceHeaders(
  inReplyTo: string | null | undefined,
  references: readonly string[],
): Record<string, string> {
  const chain = [...references.filter((id) => id !== inReplyTo), ...(inReplyTo ? [inReplyTo] : [])]
  // The first one holds the thread together, the last ones say where we are in it.
  const shown = chain.length > mostReferences ? [...chain.slice(0, 1), ...chain.slice(1 - mostReferences)] : chain
  return {
    ...(inReplyTo ? { 'In-Reply-To': `<${inReplyTo}>` } : {}),
    ...(shown.length > 0 ? { References: shown.map((id) => `<${id}>`).join(' ') } : {}),
  }
}
