import { expect, it } from 'vitest'
import { isTest, sourceFiles, type SourceFile } from './source-files.ts'

const code = [...sourceFiles('server'), ...sourceFiles('web')].filter((file) => !isTest(file))
const linesOf = (file: SourceFile) => file.text.split('\n').length - 1
const sum = (files: SourceFile[]) => files.reduce((total, file) => total + linesOf(file), 0)

// Sizes are a reason to look, not a fence. Only what every module stands on has a hard bound; the database supervisor,
// the sign-in, the setting of text on paper and the live sockets, which stand beside it, are counted in the report.
it('reports what is worth another look', () => {
  const parts = Map.groupBy(
    code,
    (file) => /^(server\/modules\/[^/]+|server\/[^/]+|web\/[^/]+)/.exec(file.path)?.[1] ?? file.path,
  )
  const sizes = code.map(linesOf).sort((one, other) => one - other)
  const at = (share: number) => sizes[Math.floor(sizes.length * share)] ?? 0
  const report = [
    `${code.length} files, ${sum(code)} lines; median ${at(0.5)}, 95th percentile ${at(0.95)}`,
    ...[...parts].filter(([, files]) => sum(files) > 3500).map(([part, files]) => `  ${part}: ${sum(files)} lines`),
    ...code.filter((file) => linesOf(file) > 400).map((file) => `  ${file.path}: ${linesOf(file)} lines`),
  ]
  process.stdout.write(`${report.join('\n')}\n`)
  const platform = code.filter(
    (file) => file.path.startsWith('server/platform/') && !/\/(embedded|auth|pdf|live)\//.test(file.path),
  )
  expect(sum(platform), 'lines of the platform without supervisor, sign-in, paper and sockets').toBeLessThan(4550)
})
