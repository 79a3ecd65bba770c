import { timerToken } from '#platform/jobs/timer'

/** Somebody decides about a recourse until then. */
export const recourseDue = timerToken<{ recourseId: string }>('claims.recourse-due')
