export { clocksModule } from './module.ts'
