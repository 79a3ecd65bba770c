import pg from 'pg'

/** A statement as the program sent it. */
interface Sent {
  text: string
  values: unknown[]
}

/** Runs something and answers the reading statements that it sent to the database, each once, in order. */
async function statementsOf(run: () => Promise<unknown>): Promise<Sent[]> {
  const sent = new Map<string, Sent>()
  // Where every statement passes on its way out, prepared or not.
  const prototype = pg.Query.prototype as unknown as { submit: (...args: unknown[]) => unknown }
  const original = prototype.submit
  prototype.submit = function (this: { text?: unknown; values?: unknown }, ...args: unknown[]) {
    const { text, values } = this
    if (typeof text === 'string' && /^\s*(select|with)\b/i.test(text) && !/pgboss\./.test(text))
      sent.set(text, { text, values: Array.isArray(values) ? values : [] })
    return original.apply(this, args)
  }
  try {
    await run()
  } finally {
    prototype.submit = original
  }
  return [...sent.values()]
}

/** The plans of the queries behind some screens, with their times, as a page of text. */
export async function explainScreens(
  connectionString: string,
  heading: string,
  screens: readonly (readonly [name: string, run: () => Promise<unknown>])[],
): Promise<string> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  const parts = [`# ${heading}\n\nA statement stands where it was sent first; screens further down send it too.\n`]
  const shown = new Set<string>()
  for (const [name, run] of screens) {
    await run()
    parts.push(`\n## ${name}\n`)
    for (const { text, values } of await statementsOf(run)) {
      if (shown.has(text)) continue
      shown.add(text)
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain (analyze, buffers) ${text}`, values)
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
      parts.push(`\n\`\`\`sql\n${text.trim().slice(0, 1_500)}\n\`\`\`\n\n\`\`\`\n${plan}\n\`\`\`\n`)
    }
  }
  await client.end()
  return parts.join('')
}
