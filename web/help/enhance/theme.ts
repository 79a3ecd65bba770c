const storageKey = 'makeright.theme'

/** Light, dark, or as the device says; the portal keeps the same choice under the same name. */
export function chooseTheme(select: HTMLSelectElement) {
  select.value = document.documentElement.dataset.theme ?? 'system'
  select.hidden = false
  select.addEventListener('change', () => {
    const theme = select.value
    if (theme === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
    try {
      if (theme === 'system') localStorage.removeItem(storageKey)
      else localStorage.setItem(storageKey, theme)
    } catch {
      // Without storage it counts for this page.
    }
  })
}
