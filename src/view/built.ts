/** Containers whose image is built here, as if they ran the one that it starts from. */
import type { BuiltImage, Container } from '../core/ir.ts'

/**
 * The container with the image that its own starts from, and with what the Dockerfile sets and the service leaves as it is.
 * An entrypoint of the service drops the command of the image: https://docs.docker.com/reference/compose-file/services/#entrypoint
 */
export function asBuilt(container: Container, built: BuiltImage): Container {
  const { build: _build, ...rest } = container
  const entrypoint = container.entrypoint ?? built.entrypoint
  const command = container.command ?? (container.entrypoint === undefined ? built.command : undefined)
  const user = container.user ?? built.user
  return {
    ...rest,
    image: built.base,
    env: [...built.env, ...container.env],
    ...(entrypoint && { entrypoint }),
    ...(command && { command }),
    ...(user && { user }),
  }
}
