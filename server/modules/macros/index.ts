import { defineModule } from '#platform/module'
import { macroRoutes } from './routes.ts'
import { macrosPersonal } from './personal.ts'

export { importMacros, type ImportedMacro, type MacroOutcome } from './commands/import-macros.ts'
export { runMacro } from './commands/run-macro.ts'
export { isVariable } from './variables.ts'

export const macrosModule = defineModule({ name: 'macros', personal: macrosPersonal, routes: [macroRoutes] })
