import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './source-files.ts'

interface Drawn {
  states: readonly string[]
  verbs: readonly string[]
  toMermaid(): string
}

/** `docs/domain/states.md` as the machines of the modules have it now. */
export async function drawStates(order: readonly string[]): Promise<string> {
  const sections = await Promise.all(order.map((module) => sectionsOf(module)))
  return `${[intro, ...sections.flat()].join('\n\n')}\n`
}

const intro = `# States

Drawn from the \`machine.ts\` of each module; \`UPDATE_SNAPSHOT=1 npm test -- tests/architecture/states\` draws them anew. The words on an arrow are
the steps that code and history use. Who may take a step, and when, is in the module's \`routes.ts\` and \`rules.ts\`.`

async function sectionsOf(module: string): Promise<string[]> {
  const folder = join(root, 'server/modules', module)
  if (!readdirSync(folder).includes('machine.ts')) return []
  const exported = (await import(pathToFileURL(join(folder, 'machine.ts')).href)) as Record<string, unknown>
  const machines = Object.entries(exported).filter((entry): entry is [string, Drawn] => isMachine(entry[1]))
  return machines.map(
    ([name, machine]) => `## ${titleOf(name)} (\`${module}\`)\n\n\`\`\`mermaid\n${machine.toMermaid()}\n\`\`\``,
  )
}

function isMachine(value: unknown): value is Drawn {
  return typeof value === 'object' && value !== null && 'toMermaid' in value
}

// `movementMachine` → Movement
function titleOf(name: string): string {
  const words = name.replace(/Machine$/, '').replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}
