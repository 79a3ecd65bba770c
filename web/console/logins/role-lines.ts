import { type Role, roles } from '../roles.ts'

/** What a claim’s values stand for, one a line as `value = role`; undefined where a line says something else. */
export function readRoles(text: string): Record<string, Role> | undefined {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  const pairs = lines.map((line) => {
    const at = line.lastIndexOf('=')
    return [line.slice(0, Math.max(at, 0)).trim(), roles.find((role) => role === line.slice(at + 1).trim())] as const
  })
  return pairs.every(([value, role]) => value && role) ? (Object.fromEntries(pairs) as Record<string, Role>) : undefined
}

/** The same the other way round. */
export function writeRoles(given: Record<string, Role>): string {
  return Object.entries(given)
    .map(([value, role]) => `${value} = ${role}`)
    .join('\n')
}
