/** All rules, for those who may not import them. */
export { RULES } from '../rules/index.gen.ts'
