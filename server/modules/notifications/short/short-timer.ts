import { timerToken } from '#platform/jobs/timer'

/** Somebody's night is over. The key is the bundle: a channel and a shopper. */
export const shortTimer = timerToken<{ bundle: string }>('notifications.morning')
