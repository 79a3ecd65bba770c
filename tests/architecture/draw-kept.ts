import type { PersonalTable, RetentionRule } from '#platform/personal'
import { keptReasons } from '#platform/contract/kept-reasons'
import { platformPersonal } from '#modules/privacy'
import { modules } from '../../server/app/modules.ts'
import { limits } from '../../server/limits.ts'

/** `docs/operating/what-is-kept.md`: what each module keeps of people, what they are given of it, and what is left after a deletion. */
export function drawKept(): string {
  return `${[head(), retention(), reasons(), tables()].join('\n\n')}\n`
}

const holders = [...modules, { name: 'platform', personal: platformPersonal }]

function head(): string {
  const { graceDays, farewellHours, waitDays, longestDays, archivesPerMinute } = limits.privacy
  return `# What is kept of people

Drawn from what each module says of its own tables; a table that says nothing is refused by a test (\`UPDATE_SNAPSHOT=1 npm test -- tests/architecture/kept\`
draws this anew). It can serve as the beginning of the record of processing that European law asks for.

- **Their data.** A shopper takes it under **Account → Your data**: one zip with a page to read, the same as JSON, and their pictures and documents. It takes a
  proof of a moment ago, and at most ${archivesPerMinute} a minute. For whoever asks by mail, a supervisor downloads the same on the shopper’s page in the console.
- **Deletion.** Asked for there, or by a supervisor in their name. They are told at once, and have ${graceDays} days to keep the account with one tap; a mail goes ${farewellHours} hours
  before. What is under way then (an order, a return, a refund, a charge, a chargeback, a claim, a problem, a call) is finished first, looked at every ${waitDays} days; what nobody tells the end of (an order, a chargeback, harm, money that did not arrive), for ${longestDays} days at most. Then it happens in one
  transaction, pictures and documents by jobs after it. Files of backups are yours to let expire.
- **Retention.** **Contact center → What is kept of people** lists the rules with what the next run would take; a change says before what would go. Once a day.
- **Consents.** Each choice of what somebody wants to be told stays as they made it, with its time, way and place.`
}

function retention(): string {
  const rules: readonly RetentionRule[] = holders.flatMap(({ personal }) => personal.retention ?? [])
  return `## How long

| rule | what goes | usual | at least |
| --- | --- | --- | --- |
${rules.map(({ name, words, usualDays, leastDays }) => `| \`${name}\` | ${words} | ${usualDays ?? 'forever'}${usualDays === null ? '' : ' days'} | ${leastDays} days |`).join('\n')}

Everything else stays until its owner goes.`
}

function reasons(): string {
  return `## What stays after a deletion, and why

${Object.entries(keptReasons)
  .map(([reason, words]) => `- \`${reason}\`: ${words}`)
  .join('\n')}`
}

function tables(): string {
  const rows = holders.flatMap(({ name, personal }) =>
    Object.entries(personal.tables).flatMap(([table, rule]) =>
      rule ? [`| ${name} | \`${table}\` | ${given(rule)} | ${left(rule)} |`] : [],
    ),
  )
  const about = holders.flatMap(({ personal }) => Object.values(personal.tables)).filter((rule) => rule === null).length
  return `## Table by table

${about} further tables hold nothing about a person but ids.

| module | table | given to its owner | at a deletion |
| --- | --- | --- | --- |
${rows.join('\n')}`
}

function given({ gives }: PersonalTable): string {
  return gives ? gives.columns.map((column) => `\`${column}\``).join(', ') : ''
}

function left({ forget, scrubs = [] }: PersonalTable): string {
  const blanked = scrubs.length > 0 ? `; their name, addresses and numbers blanked in ${list(scrubs)}` : ''
  if (forget === 'rows') return `taken away${blanked}`
  if ('kept' in forget) return `stays (${forget.kept})${blanked}`
  return `emptied: ${list(Object.keys(forget.set))}${blanked}`
}

function list(columns: readonly string[]): string {
  return columns.map((column) => `\`${column}\``).join(', ')
}
