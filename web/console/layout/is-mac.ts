/** Whether Command stands where others have Control. */
export const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)
