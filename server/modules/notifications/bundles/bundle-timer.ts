import { timerToken } from '#platform/jobs/timer'

/** What waits together is told. The key is the bundle itself. */
export const bundleTimer = timerToken<{ bundle: string }>('notifications.bundle')
