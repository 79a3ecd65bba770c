import { administrator, key, staff } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import { changeTeam, createTeam, setSkills } from './commands/write-team.ts'
import { teams } from './contract.ts'
import { listSkills, listTeams } from './team-queries.ts'

const keepers = [staff('supervisor'), administrator]

export const teamRoutes = routes(teams, {
  'GET /teams': { who: [staff('associate'), key('admin')], query: listTeams },
  'POST /teams': { who: keepers, command: createTeam },
  'PUT /teams/:id': { who: keepers, command: changeTeam },
  'GET /skills': { who: keepers, query: listSkills },
  'PUT /staff/:id/skills': { who: keepers, command: setSkills },
})
