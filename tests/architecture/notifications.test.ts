import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { notificationsModule } from '#modules/notifications'
import { modules } from '../../modules.js'
import { channelsOf } from '../../server/modules/notifications/preview-routes.ts'
import { samples } from '../../server/modules/notifications/samples.ts'
import { topicOf, type TemplateName } from '../../server/modules/notifications/templates.ts'
import { root } from './source-files.ts'
import { facts, onItsOwn } from './told.ts'

const emitted = new Map<string, string[]>()

beforeAll(async () => {
  for (const name of Object.keys(modules)) {
    const file = join(root, 'server/modules', name, 'events.ts')
    const exported = existsSync(file) ? Object.values((await import(pathToFileURL(file).href)) as object) : []
    emitted.set(
      name,
      exported.filter(isEvent).map((event) => event.name),
    )
  }
})

function isEvent(value: unknown): value is { name: string } {
  return typeof value === 'object' && value !== null && 'name' in value
}

test('of every fact somebody is told, or it says why nobody is: say so in tests/architecture/told.ts', () => {
  for (const [name, events] of emitted)
    expect(Object.keys(facts[name] ?? {}).toSorted(), name).toEqual(events.toSorted())
  expect(Object.keys(facts).filter((name) => !emitted.has(name))).toEqual([])
})

test('what is told has a reaction here, and nothing else has', () => {
  const heard = new Set(notificationsModule.reactions.flatMap(({ events }) => events))
  const said = Object.values(facts).flatMap((of) =>
    Object.entries(of).flatMap(([event, fact]) => ('by' in fact && !fact.itself ? [event] : [])),
  )
  // What becomes of its own mail is heard here too, and by what a browser or a number is told nothing more; nobody is told of these.
  const untold = new Set(['notification.sent', 'customer.signed_out_elsewhere', 'customer.taken_back'])
  expect([...heard].filter((event) => !untold.has(event)).toSorted()).toEqual(said.toSorted())
})

test('every mail belongs to a fact', () => {
  const used = new Set(Object.values(facts).flatMap((of) => Object.values(of).flatMap((fact) => mailsOf(fact))))
  const alone = Object.keys(onItsOwn)
  expect([...used, ...alone].toSorted()).toEqual(Object.keys(samples).toSorted())
})

test('docs/operating/notifications.md has all of it; UPDATE_SNAPSHOT=1 draws it anew', () => {
  const file = join(root, 'docs/operating/notifications.md')
  const page = readFileSync(file, 'utf8')
  const drawn = page.replace(/(<!-- facts -->\n)[\s\S]*(<!-- end -->)/, (_all, start: string, end: string) => {
    return `${start}\n${draw()}\n\n${end}`
  })
  if (process.env.UPDATE_SNAPSHOT) writeFileSync(file, drawn)
  expect(readFileSync(file, 'utf8')).toBe(drawn)
})

function draw(): string {
  const rows = Object.values(facts).flatMap((of) =>
    Object.entries(of).map(([event, fact]) => {
      if ('silent' in fact) return `| \`${event}\` | nobody | ${fact.silent} | |`
      const who = [...new Set(fact.by.map(([reader]) => reader))].join(', ')
      const mails = fact.by.map(([, mail]) => `\`${mail}\``).join(', ')
      return `| \`${event}\` | ${who} | ${mails} | ${fact.by.map(([, mail]) => waysOf(mail)).join('; ')} |`
    }),
  )
  const alone = Object.entries(onItsOwn).map(([mail, why]) => `| | | \`${mail}\` | ${why} |`)
  return [
    '| fact | told to | what, or why nobody | topic and ways |',
    '| --- | --- | --- | --- |',
    ...rows,
    ...alone,
  ].join('\n')
}

function waysOf(mail: TemplateName): string {
  return `${topicOf[mail]}: ${channelsOf(mail).join(', ')}`
}

function mailsOf(fact: (typeof facts)[string][string]): readonly string[] {
  return 'by' in fact ? fact.by.map(([, mail]) => mail) : []
}
