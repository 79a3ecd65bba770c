// Runs before the first paint, so that a chosen theme or direction never flashes the other one.
try {
  const theme = localStorage.getItem('makeright.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
  const locale = (localStorage.getItem('makeright.locale') || navigator.language).slice(0, 2)
  if (locale === 'de' || locale === 'ar') document.documentElement.lang = locale
  if (locale === 'ar') document.documentElement.dir = 'rtl'
} catch (_blocked) {
  // Without storage the device decides.
}
