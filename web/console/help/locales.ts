/** Languages that an article can be begun in; whatever else was brought in stays as it is. */
export const helpLocales = 'en de ar cs da es fi fr he hu it ja ko nb nl pl pt ro sv tr uk zh'.split(' ')
