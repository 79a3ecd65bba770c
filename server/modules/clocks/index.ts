export { answersDueOf } from './answer-due.ts'
export { clockFigures } from './day-figures.ts'
export { clocksModule } from './module.ts'
