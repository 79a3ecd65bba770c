import { staff } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import { changeAccountOf } from './commands/change-account-of.ts'
import { mergePersons } from './commands/merge-persons.ts'
import { signOutEverywhere } from './commands/sign-out-everywhere.ts'
import { undoMergeOfPersons } from './commands/undo-merge-of-persons.ts'
import { persons } from './contract.ts'
import { listMerges } from './present-merge.ts'
import { showAccount } from './present-account.ts'
import { previewMerge } from './preview-merge.ts'

export const personRoutes = routes(persons, {
  'GET /customers/:id/account': { who: [staff('associate')], query: showAccount },
  'PUT /customers/:id/account': { who: [staff('associate')], command: changeAccountOf },
  'DELETE /customers/:id/sessions': { who: [staff('associate')], command: signOutEverywhere },
  'GET /customers/:id/merges': { who: [staff('associate')], query: listMerges },
  'GET /customers/:id/merges/preview': { who: [staff('senior')], query: previewMerge },
  'POST /customers/:id/merges': { who: [staff('senior')], command: mergePersons },
  'POST /customer-merges/:id/undo': { who: [staff('senior')], command: undoMergeOfPersons },
})
