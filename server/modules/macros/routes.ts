import { key, staff } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import { addMacro, archiveMacro, changeMacro } from './commands/save-macro.ts'
import { runMacro } from './commands/run-macro.ts'
import { macros } from './contract.ts'
import { listOpenings, showFilling } from './fill-macro.ts'
import { listMacros } from './queries.ts'
import { variables } from './variables.ts'

const agents = [staff('associate')]
const authors = [staff('senior'), key('admin')]

export const macroRoutes = routes(macros, {
  'GET /macros': { who: [...agents, key('admin')], query: listMacros },
  'POST /macros': { who: authors, command: addMacro },
  'PUT /macros/:id': { who: authors, command: changeMacro },
  'DELETE /macros/:id': { who: authors, command: archiveMacro },
  'GET /macros/variables': {
    who: [...agents, key('admin')],
    query: async () => ({
      data: Object.entries(variables).map(([name, { words, example }]) => ({ name, words, example })),
    }),
  },
  'POST /macros/:id/filling': { who: agents, query: showFilling },
  'POST /macros/:id/run': { who: agents, command: runMacro },
  'GET /conversations/:id/openings': { who: agents, query: listOpenings },
})
