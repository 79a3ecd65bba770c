import { defineModule } from '#platform/module'
import { macroRoutes } from './routes.ts'

export { importMacros, type ImportedMacro, type MacroOutcome } from './commands/import-macros.ts'
export { runMacro } from './commands/run-macro.ts'
export { isVariable } from './variables.ts'

export const macrosModule = defineModule({ name: 'macros', routes: [macroRoutes] })
