import { defineConfig } from 'vitest/config'

/** Tests on real engines; each skips, saying so, where its engine is absent. */
export default defineConfig({
  test: { include: ['test/**/*.engine.test.ts'], testTimeout: 900_000, hookTimeout: 900_000, fileParallelism: false },
})
