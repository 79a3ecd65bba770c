import { schedule } from '#platform/jobs/schedule'
import { limits } from '../../../limits.ts'
import { pruneSearches } from './kept-searches.ts'

/** What was searched long ago says nothing about what to write now. */
export const pruneKeptSearches = schedule(
  'helpcenter.prune-searches',
  { everySeconds: limits.helpSearch.pruneEverySeconds },
  (context) => context.transact(pruneSearches),
)
